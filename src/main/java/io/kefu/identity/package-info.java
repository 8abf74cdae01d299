/**
 * Knows the departments, who belongs to them and what each may see and do.
 */
package io.kefu.identity;
