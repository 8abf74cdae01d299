/**
 * Sample data for trying Kefu out; only in the demo profile.
 */
package io.kefu.demo;
