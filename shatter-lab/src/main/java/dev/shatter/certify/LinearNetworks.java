package dev.shatter.certify;

import dev.shatter.measure.Subject;
import dev.shatter.network.Dense;
import dev.shatter.network.Flatten;
import dev.shatter.network.Layer;
import java.util.List;

/** Networks of a single dense layer. */
final class LinearNetworks {
    private LinearNetworks() {}

    /** Whether a subject is one, batch norm folded. */
    static boolean isLinear(Subject subject) {
        List<Layer> layers = subject.wide().architecture().layers().stream()
                .filter(layer -> !(layer instanceof Flatten))
                .toList();
        return layers.size() == 1 && layers.get(0) instanceof Dense;
    }
}
