/**
 * Checks every submitted start and task form on the server, against the same form schema
 * that the clerk sees and the cross-field table of that form. Engine-free except for the
 * classes that hook the check into the engine.
 */
package io.kefu.form;
