package dev.shatter.sweep;

import dev.shatter.spec.Spec;
import java.util.Optional;

/** Says which specs one process may carry out at once, as one batched computation. */
@FunctionalInterface
public interface Companions {
    /** Every run is made alone. */
    Companions NONE = spec -> Optional.empty();

    /** The company a spec belongs to; empty if it is to be run alone. */
    Optional<Company> of(Spec spec);

    /**
     * Specs that can be carried out at once.
     *
     * @param key the same for all of them, and for no others
     * @param most how many at once pay, at least 2
     */
    record Company(String key, int most) {}

    /**
     * The same with smaller groups.
     *
     * @param count most runs at once; 1 = each alone
     */
    default Companions atMost(int count) {
        if (count < 2) {
            return NONE;
        }
        return spec -> of(spec).map(company -> new Company(company.key(), Math.min(count, company.most())));
    }
}
