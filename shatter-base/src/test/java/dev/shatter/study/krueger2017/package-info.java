@NullMarked
package dev.shatter.study.krueger2017;

import org.jspecify.annotations.NullMarked;
