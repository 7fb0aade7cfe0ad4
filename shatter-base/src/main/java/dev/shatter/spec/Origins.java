package dev.shatter.spec;

import dev.shatter.core.BadInput;
import java.util.Map;

/** Where the specs come from that a draft names as its parents. */
public interface Origins {
    /** The spec of the stored run whose id begins so. */
    Spec stored(String prefix);

    /** The spec of a draft inside the draft. */
    Spec drafted(Map<String, Object> fields);

    /** No store: only drafts can be named. */
    static Origins drafts(Drafter drafter) {
        return new Origins() {
            @Override
            public Spec stored(String prefix) {
                throw BadInput.in("run '" + prefix + "'", "cannot be looked up here", "give the draft of its spec");
            }

            @Override
            public Spec drafted(Map<String, Object> fields) {
                return drafter.draft(fields);
            }
        };
    }
}
