package io.kefu.survey;

/**
 * What is behind a secret.
 *
 * @param state what the link still opens
 * @param survey the survey, null where the link is unknown
 */
record SurveyLink(LinkState state, Survey survey) {

}
