package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** The stop rules. They look at evaluated epochs only: what they count in a row are evaluations. */
public final class StopRules {
    /** All of them. */
    public static final Catalogue<StopRule> CATALOGUE =
            Catalogue.of("stop rule", new TrainAccuracy(), new TrainLoss(), new Minutes(), new EarlyStopping());

    private StopRules() {}

    /** Training accuracy at least a value for k evaluations in a row. */
    private record TrainAccuracy() implements StopRule {
        @Override
        public String name() {
            return "train-accuracy";
        }

        @Override
        public String summary() {
            return "training accuracy has been at least a value for some evaluations in a row";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.number("value", 1.0, 0, 1, "accuracy, as a fraction"),
                    Parameter.integer("hold", 1L, 1, 100_000, "evaluations in a row"));
        }

        @Override
        public boolean ends(Variant options, List<EpochRow> rows) {
            int hold = options.integer("hold");
            return rows.size() >= hold
                    && rows.subList(rows.size() - hold, rows.size()).stream()
                            .allMatch(row -> row.trainAccuracy() >= options.number("value"));
        }
    }

    /** Mean training loss below a value (Jiang et al. 2020 stop at cross-entropy 0.01). */
    private record TrainLoss() implements StopRule {
        @Override
        public String name() {
            return "train-loss";
        }

        @Override
        public String summary() {
            return "mean training loss is below a value";
        }

        @Override
        public String source() {
            return "Jiang et al. 2020, arXiv:1912.02178 (cross-entropy 0.01)";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("value", 0.01, 0, 1e6, "mean loss over the training examples, nats"));
        }

        @Override
        public boolean ends(Variant options, List<EpochRow> rows) {
            return rows.get(rows.size() - 1).trainLoss() < options.number("value");
        }
    }

    /** Wall time; the only rule whose result depends on the machine's speed. */
    private record Minutes() implements StopRule {
        @Override
        public String name() {
            return "minutes";
        }

        @Override
        public String summary() {
            return "a time has passed; the result then depends on the machine's speed";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("value", 60.0, 0, 1e6, "minutes of wall time, over all resumptions"));
        }

        @Override
        public boolean ends(Variant options, List<EpochRow> rows) {
            return rows.get(rows.size() - 1).seconds() >= 60 * options.number("value");
        }

        @Override
        public boolean timed() {
            return true;
        }
    }

    /** No better validation loss for some evaluations; ends with the best epoch's weights (Prechelt 1998). */
    private record EarlyStopping() implements StopRule {
        @Override
        public String name() {
            return "early-stopping";
        }

        @Override
        public String summary() {
            return "no better validation loss for some evaluations; ends with the best epoch's weights";
        }

        @Override
        public String source() {
            return "Prechelt 1998, Early stopping - but when?";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.integer("patience", 5L, 1, 100_000, "evaluations without a better validation loss"));
        }

        @Override
        public boolean ends(Variant options, List<EpochRow> rows) {
            return rows.size() - 1 - best(rows) >= options.integer("patience");
        }

        @Override
        public boolean keepsBest() {
            return true;
        }
    }

    /** Index of the first row with the smallest validation loss. */
    static int best(List<EpochRow> rows) {
        int best = 0;
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).validationLoss() < rows.get(best).validationLoss()) {
                best = i;
            }
        }
        return best;
    }
}
