/**
 * The one way to refuse input: a clear Chinese message per field, whichever interface it
 * came through.
 */
package io.kefu.problem;
