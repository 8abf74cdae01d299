package io.kefu.form;

import java.util.List;
import java.util.Map;

import io.kefu.problem.FieldError;

/**
 * What came of checking a submission against its form.
 *
 * @param values the submitted fields in the form in which they are stored; usable only
 * without errors
 * @param answers every field of the form for the cross-field rules, null where it was not
 * filled in or is no use to a rule
 * @param errors what is wrong, in the order of the form; empty if nothing is
 */
record CheckedForm(Map<String, Object> values, Map<String, Object> answers, List<FieldError> errors) {
}
