@NullMarked
package dev.shatter.study.kawaguchi2017;

import org.jspecify.annotations.NullMarked;
