package dev.shatter.lab;

import dev.shatter.core.BadInput;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Listing;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Origins;
import dev.shatter.spec.Spec;
import java.util.Map;

/**
 * The parents that a draft names are runs of a store, finished or not, or drafts.
 *
 * @param where what to name in messages about drafts
 */
public record StoreOrigins(String where, RunStore store) implements Origins {
    @Override
    public Spec stored(String prefix) {
        Listing listing = store.listing(prefix);
        return store.spec(listing.name())
                .orElseThrow(() -> BadInput.in("run " + listing.name(), listing.note(), "name another run"));
    }

    @Override
    public Spec drafted(Map<String, Object> fields) {
        return Experiments.draft(where, fields, this);
    }
}
