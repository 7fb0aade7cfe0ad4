package dev.shatter.measure;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.Predictor;
import dev.shatter.core.Entry;

/** A way to prove an upper bound on a trained network's risk, from what is computed on it. */
public interface Certifier extends Entry {
    /** Whose risk it bounds. */
    Predictor predictor();

    /**
     * The certificate, for a total failure probability {@code delta}.
     *
     * @throws Unmeasurable if the theorem does not cover this network, or what it needs is not there
     */
    Certificate certify(Subject subject, double delta);
}
