package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.List;

/** The learning-rate schedules. Each takes {@code warmup=E}: the factor rises linearly over the first E epochs. */
public final class Schedules {
    /** All of them. */
    public static final Catalogue<Schedule> CATALOGUE = Catalogue.of(
            "schedule",
            new Shaped("constant", "the same rate throughout", List.of(), (o, epoch, epochs) -> 1),
            new Shaped(
                    "exponential",
                    "multiplied by a factor after every epoch (Zhang et al. 2017 use 0.95)",
                    List.of(Parameter.number("factor", 0.95, 1e-6, 1, "what the rate is multiplied by each epoch")),
                    (o, epoch, epochs) -> Math.pow(o.number("factor"), Math.floor(epoch))),
            new Shaped(
                    "step",
                    "multiplied by a factor every few epochs",
                    List.of(
                            Parameter.integer("every", 15L, 1, 100_000, "epochs between two drops"),
                            Parameter.number("factor", 0.5, 1e-6, 1, "what the rate is multiplied by at a drop")),
                    (o, epoch, epochs) -> Math.pow(o.number("factor"), Math.floor(epoch / o.integer("every")))),
            new Shaped(
                    "linear",
                    "falls on a line from 1 to its end value over the epochs asked for",
                    List.of(Parameter.number("end", 0.0, 0, 1, "factor at the last epoch's end")),
                    (o, epoch, epochs) -> 1 - (1 - o.number("end")) * Math.min(1, epoch / epochs)),
            new Shaped(
                    "cosine",
                    "half a cosine from 1 to its end value over the epochs asked for (Loshchilov and Hutter 2017)",
                    List.of(Parameter.number("end", 0.0, 0, 1, "factor at the last epoch's end")),
                    (o, epoch, epochs) -> {
                        double done = Math.min(1, epoch / epochs);
                        return o.number("end") + (1 - o.number("end")) * 0.5 * (1 + Math.cos(Math.PI * done));
                    }));

    private Schedules() {}

    @FunctionalInterface
    private interface Curve {
        double at(Variant options, double epoch, int epochs);
    }

    private record Shaped(String name, String summary, List<Parameter> own, Curve curve) implements Schedule {
        @Override
        public List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>(own);
            all.add(Parameter.number("warmup", 0.0, 0, 1000, "epochs of linear warm-up from 0; 0 = none"));
            return all;
        }

        @Override
        public double factor(Variant options, double epoch, int epochs) {
            double warmup = options.number("warmup");
            double ramp = epoch < warmup ? epoch / warmup : 1;
            return ramp * curve.at(options, epoch, epochs);
        }
    }
}
