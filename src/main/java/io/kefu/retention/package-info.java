/**
 * How long history stays in the database, and the archive it goes to (docs/adr/0018).
 */
package io.kefu.retention;
