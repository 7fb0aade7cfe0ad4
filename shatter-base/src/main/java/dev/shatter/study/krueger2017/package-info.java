/** Krueger, Ballas, Jastrzebski, Arpit and others 2017: deep nets don't learn via memorization. */
@NullMarked
package dev.shatter.study.krueger2017;

import org.jspecify.annotations.NullMarked;
