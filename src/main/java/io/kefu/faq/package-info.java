/**
 * Answers to common questions: entries with validity and owner department, their search
 * and their use in cases (S1-38, S3-40).
 */
package io.kefu.faq;
