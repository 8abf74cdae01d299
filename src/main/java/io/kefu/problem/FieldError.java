package io.kefu.problem;

/**
 * One reason why input was refused.
 *
 * @param field name of the form field, variable or request parameter; never null
 * @param message what is wrong, in Chinese, for the person who filled it in; never null
 */
public record FieldError(String field, String message) {
}
