package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;

/** The methods of training. */
public final class Methods {
    /** All of them. */
    public static final Catalogue<Method> CATALOGUE = Catalogue.of("method", new Plain(), new SharpnessAware());

    /** Nothing but the gradient. */
    public static final Variant PLAIN = CATALOGUE.parse("plain");

    private Methods() {}

    /** ∇L(w) on the batch. */
    private record Plain() implements Method {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public String summary() {
            return "the gradient of the batch's mean loss";
        }

        @Override
        public boolean plain() {
            return true;
        }

        @Override
        public Gradient gradient(Variant options, TrainingLoss loss, Batch batch, double rate) {
            return loss.at(batch);
        }
    }
}
