package dev.shatter.study;

import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The runs a study has to judge by, each under the trial that asked for it. Narrowed down by part and field, it hands
 * claims and figures the runs they speak of.
 *
 * @param pieces in the order of the design
 */
public record Evidence(List<Piece> pieces) {
    /**
     * A trial and what became of it.
     *
     * @param run null if there is none
     * @param failure why there is none, one sentence; empty if there is one
     */
    public record Piece(Trial trial, Spec spec, @Nullable Run run, String failure) {
        /** The failure of what nobody has tried yet. */
        public static final String NOT_TRIED = "It has not been run.";
    }

    /** A network under one of its seeds: what statistics count as one. */
    public record Unit(String network, long seed) {}

    /** Something a claim needs is not there; the message says what, as a clause. Thrown by statistics. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean absent;

        /** There are runs, but the way they came out gives no value. */
        public Missing(String what) {
            this(what, false);
        }

        private Missing(String what, boolean absent) {
            super(what);
            this.absent = absent;
        }

        /** There is no run yet, or no measurement on it. */
        public static Missing absent(String what) {
            return new Missing(what, true);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    public Evidence {
        pieces = List.copyOf(pieces);
    }

    /** What one part of the study asked for. */
    public Evidence part(String name) {
        return only(piece -> piece.trial().part().equals(name));
    }

    /** What was asked for under this condition. */
    public Evidence condition(String name) {
        return only(piece -> piece.trial().condition().equals(name));
    }

    /** What was asked of this network. */
    public Evidence network(String reference) {
        return only(piece -> piece.trial().network().equals(reference));
    }

    /** Pieces whose trial satisfies a condition. */
    public Evidence only(Predicate<Piece> test) {
        return new Evidence(pieces.stream().filter(test).toList());
    }

    /** What was asked of networks of which all these conditions were asked. */
    public Evidence having(String... conditions) {
        return only(piece -> network(piece.trial().network()).conditions().containsAll(List.of(conditions)));
    }

    /** The networks, in the order of the design. */
    public List<String> networks() {
        return pieces.stream().map(piece -> piece.trial().network()).distinct().toList();
    }

    /** The conditions, in the order of the design. */
    public List<String> conditions() {
        return pieces.stream()
                .map(piece -> piece.trial().condition())
                .distinct()
                .toList();
    }

    /** What there is a run of. */
    public Evidence stored() {
        return only(piece -> piece.run() != null);
    }

    /** The runs there are. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.run() != null) {
                runs.add(piece.run());
            }
        }
        return runs;
    }

    /** Ids of the runs there are, each once. */
    public List<String> ids() {
        return runs().stream().map(Run::id).distinct().toList();
    }

    /** A result of every run there is, in the order of the design; NaN where a run has none of that name. */
    public double[] results(String name) {
        return runs().stream().mapToDouble(run -> run.result(name)).toArray();
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /**
     * The one run that is left when everything has been narrowed down.
     *
     * @throws IllegalStateException if the design has more than one
     */
    public Run run() {
        if (pieces.isEmpty()) {
            throw Missing.absent("the design has no such run at this scale");
        }
        if (pieces.size() > 1) {
            throw new IllegalStateException("not narrowed down to one run but to " + pieces.size());
        }
        Piece piece = pieces.get(0);
        if (piece.run() == null) {
            String what = place(piece.trial()) + ": " + piece.failure().replaceFirst("\\.$", "");
            throw piece.failure().equals(Piece.NOT_TRIED) ? Missing.absent(what) : new Missing(what);
        }
        return piece.run();
    }

    /** A result of the one run. */
    public double result(String name) {
        double value = run().result(name);
        if (Double.isNaN(value)) {
            throw new Missing(place(pieces.get(0).trial()) + ": no " + name);
        }
        return value;
    }

    /** Which of the runs of a network and seed. */
    private static String place(Trial trial) {
        return trial.part() + ", " + trial.condition().replace('-', ' ');
    }

    /** A measurement of the one run. */
    public Measurement measurement(String name) {
        Run run = run();
        String place = place(pieces.get(0).trial());
        Measurement found = Measurements.find(run, name)
                .orElseThrow(() -> Missing.absent(place + ": " + name + " has not been measured"));
        if (!found.measured()) {
            throw new Missing(place + ": " + name + " was not measured (" + found.note() + ")");
        }
        return found;
    }

    /** The value of a measurement of the one run. */
    public double measured(String name) {
        return measurement(name).value();
    }

    /** A number among those a measurement was computed from. */
    public double detail(String name, String key) {
        Double value = measurement(name).details().get(key);
        if (value == null) {
            throw new Missing(place(pieces.get(0).trial()) + ": " + name + " was stored without its '" + key + "'");
        }
        return value;
    }

    /** A measurement's values, of every run that has it, in the order of the design. */
    public double[] measuredAll(String name) {
        return runs().stream()
                .flatMap(run -> Measurements.find(run, name).stream())
                .filter(Measurement::measured)
                .mapToDouble(Measurement::value)
                .toArray();
    }

    /** The evidence by network and seed, in the order of the design. */
    public Map<Unit, Evidence> units() {
        Map<Unit, List<Piece>> groups = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            Unit unit = new Unit(piece.trial().network(), piece.trial().seed());
            groups.computeIfAbsent(unit, k -> new ArrayList<>()).add(piece);
        }
        Map<Unit, Evidence> units = new LinkedHashMap<>();
        groups.forEach((unit, list) -> units.put(unit, new Evidence(list)));
        return units;
    }

    /**
     * One value for each network and seed.
     *
     * @param statistic what a claim is about, from the runs of one network under one seed; those for which it finds no
     *     value are listed as missing with the reason
     */
    public Sample perSeed(ToDoubleFunction<Evidence> statistic) {
        return collect(unit -> {
            Piece first = unit.pieces().get(0);
            return new Sample.Value(
                    first.trial().network(), first.trial().seed(), statistic.applyAsDouble(unit), 0, Double.NaN);
        });
    }

    /** As {@link #perSeed(ToDoubleFunction)}, for a share of test points to be compared with chance. */
    public Sample perSeedOnTestPoints(Function<Evidence, Run> which) {
        return collect(unit -> {
            Piece first = unit.pieces().get(0);
            Run run = which.apply(unit);
            double points = run.result("testExamples");
            double chance = 1 / run.result("classes");
            if (Double.isNaN(points) || Double.isNaN(chance)) {
                throw new Missing("run " + run.id().substring(0, 8) + " does not say how many test points or classes");
            }
            return new Sample.Value(
                    first.trial().network(),
                    first.trial().seed(),
                    run.result("testAccuracy"),
                    Math.round(points),
                    chance);
        });
    }

    private Sample collect(Function<Evidence, Sample.Value> statistic) {
        List<Map.Entry<Unit, Evidence>> units = List.copyOf(units().entrySet());
        return collect(
                units,
                unit -> statistic.apply(unit.getValue()),
                unit -> unit.getKey().network() + ", seed " + unit.getKey().seed());
    }

    /**
     * A value for each of some units, with those that have none listed by the reason.
     *
     * @param statistic throws {@link Missing} where there is no value
     * @param name of a unit, in front of the reason
     */
    public static <U> Sample collect(List<U> units, Function<U, Sample.Value> statistic, Function<U, String> name) {
        List<Sample.Value> values = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (U unit : units) {
            try {
                Sample.Value value = statistic.apply(unit);
                if (Double.isNaN(value.value())) {
                    missing.add(name.apply(unit) + ": no value");
                } else {
                    values.add(value);
                }
            } catch (Missing e) {
                (e.absent ? absent : missing).add(name.apply(unit) + ": " + e.what());
            }
        }
        return new Sample(values, missing, absent, Range.ANY);
    }
}
