package dev.shatter.certify;

import dev.shatter.measure.Subject;

/** Networks of a single dense layer. */
final class LinearNetworks {
    private LinearNetworks() {}

    /** Whether a subject is one, batch norm folded. */
    static boolean isLinear(Subject subject) {
        return subject.wide().architecture().isOneMatrix();
    }
}
