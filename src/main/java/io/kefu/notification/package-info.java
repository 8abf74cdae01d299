/**
 * Messages to customers and departments: rendered once, kept in an outbox in the engine's
 * transaction, sent by an engine job over e-mail or a group robot. The case file shows
 * every message with its state (S2-11, S2-31; docs/adr/0005-outbox.md).
 */
package io.kefu.notification;
