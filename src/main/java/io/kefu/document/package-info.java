/**
 * Documents of a case that people print, sign and send: a template rendered to PDF,
 * stored once in the case file, read over HTTP (S0-52; docs/adr/0009-documents.md).
 */
package io.kefu.document;
