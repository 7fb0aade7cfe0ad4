package dev.shatter.study;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of the paper that the study states and does not run.
 *
 * @param what the experiment
 * @param why the reason
 * @param draft what would be run, as {@code run FILE} reads it
 * @param published what the paper reports
 */
public record NotRun(String what, String why, SortedMap<String, Object> draft, String published) {
    public NotRun {
        draft = Collections.unmodifiableSortedMap(new TreeMap<>(draft));
    }
}
