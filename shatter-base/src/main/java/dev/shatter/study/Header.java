package dev.shatter.study;

/**
 * What a study's reader wants first.
 *
 * @param title the paper's title
 * @param authors the paper's authors, year and place
 * @param message what the paper says, in two or three sentences of our own
 * @param time how long each scale takes, on what
 * @param result what came out here, with n and seeds; or that it has not been run
 */
public record Header(String title, String authors, String message, String time, String result) {}
