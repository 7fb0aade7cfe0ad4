package dev.shatter.lab;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Companions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which specs the lab can make at once, as their kinds say; each is asked once. Loads no native code. */
public final class Companies implements Companions {
    private final DataStore data;
    private final Map<Variant, Dataset> opened = new HashMap<>();
    private final Map<String, Optional<Company>> known = new HashMap<>();

    public Companies(DataStore data) {
        this.data = data;
    }

    @Override
    public synchronized Optional<Company> of(Spec spec) {
        return known.computeIfAbsent(spec.id(), id -> look(spec));
    }

    private Optional<Company> look(Spec spec) {
        try {
            return Experiments.of(spec).company(spec, reference -> opened.computeIfAbsent(reference, data::open));
        } catch (BadInput e) {
            // The run itself will say what is wrong.
            return Optional.empty();
        }
    }
}
