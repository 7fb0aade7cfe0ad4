/**
 * Every certificate there is, by name: those in closed form, those that optimise a posterior and those that compress.
 *
 * <p>May import {@code measure}, {@code proof}, {@code bayes}, {@code compress} and the rooms they import.
 */
@NullMarked
package dev.shatter.certify;

import org.jspecify.annotations.NullMarked;
