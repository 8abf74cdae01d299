package io.kefu.document;

/**
 * A rendered document.
 *
 * @param title what the template's {@code title} says
 * @param content the PDF file
 */
record Pdf(String title, byte[] content) {
}
