package dev.shatter.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the examples of a data set came about, as far as it is known: what theorems about independent draws ask of data.
 *
 * @param generated whether each example was drawn from a formula by a chance of its own, so that equal ones are independent
 *     draws; of collected data equal examples may as well be copies
 * @param stratified whether the number of examples of each class was fixed: they are independent draws within each class
 * @param fitted what the inputs owe to the training examples, such as 'mean and deviation of each column'; empty if each
 *     input depends on its own example alone
 */
public record Origin(boolean generated, boolean stratified, SortedSet<String> fitted) {
    /** Collected data, each input by itself. */
    public static final Origin COLLECTED = new Origin(false, false, new TreeSet<>());

    /** Each example drawn from a formula, independently. */
    public static final Origin GENERATED = new Origin(true, false, new TreeSet<>());

    public Origin {
        fitted = Collections.unmodifiableSortedSet(new TreeSet<>(fitted));
    }

    /** For people, on one line. */
    public String words() {
        List<String> words = new ArrayList<>();
        words.add(generated ? "each drawn from a formula" : "collected");
        if (stratified) {
            words.add("classes in fixed numbers");
        }
        fitted.forEach(what -> words.add("fitted on training: " + what));
        return String.join("; ", words);
    }

    /** The same, with classes in fixed numbers. */
    public Origin inStrata() {
        return new Origin(generated, true, fitted);
    }

    /** The same, with something more that was computed from the training examples. */
    public Origin fitting(String what) {
        SortedSet<String> more = new TreeSet<>(fitted);
        more.add(what);
        return new Origin(generated, stratified, more);
    }
}
