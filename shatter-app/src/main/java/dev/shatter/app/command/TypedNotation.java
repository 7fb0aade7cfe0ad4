package dev.shatter.app.command;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Notation;
import dev.shatter.spec.Field;
import dev.shatter.spec.Origins;
import java.util.Optional;

/** Variants as they are typed for {@code train} and shown by {@code runs list}: {@code mlp:512x3}. */
final class TypedNotation implements Notation {
    private static final Origins NONE = Origins.drafts(fields -> {
        throw BadInput.in("--where", "a condition names no run by a draft", "give its id");
    });

    @Override
    public String brief(String kind, String field, Variant variant) {
        try {
            return field(kind, field).map(f -> f.brief(variant)).orElseGet(variant::text);
        } catch (BadInput e) {
            // Of a version that knew other entries.
            return variant.text();
        }
    }

    @Override
    public boolean means(String kind, String field, String text, Variant variant) {
        try {
            return field(kind, field)
                    .filter(f -> variant.equals(f.read("--where", text, NONE)))
                    .isPresent();
        } catch (BadInput e) {
            return false;
        }
    }

    private static Optional<Field> field(String kind, String name) {
        return Experiments.CATALOGUE.contains(kind)
                ? Experiments.CATALOGUE.get(kind).schema().fields().stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }
}
