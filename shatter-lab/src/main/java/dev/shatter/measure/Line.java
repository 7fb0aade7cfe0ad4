package dev.shatter.measure;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One catalogue line: what a measure says of itself, and how it is computed. Measures of one family share a class. */
public record Line(
        String name,
        String summary,
        String formula,
        String unit,
        String reading,
        String pitfall,
        String source,
        Cost cost,
        Weights reads,
        Set<Need> needs,
        Scale scale,
        List<Parameter> parameters,
        BiFunction<Subject, Variant, Reading> act)
        implements Measure {
    public Line {
        needs = Set.copyOf(needs);
        parameters = List.copyOf(parameters);
    }

    public static Line of(String name, String summary, String formula, String unit, Function<Subject, Reading> act) {
        return new Line(
                name,
                summary,
                formula,
                unit,
                "",
                "",
                "",
                Cost.NOTHING,
                Weights.NONE,
                Set.of(),
                Scale.NONE,
                List.of(),
                (subject, options) -> act.apply(subject));
    }

    @Override
    public Reading measure(Subject subject, Variant options) {
        return act.apply(subject, options);
    }

    /** Computed from these options, each of which has a default. */
    public Line options(BiFunction<Subject, Variant, Reading> from, Parameter... which) {
        return new Line(
                name,
                summary,
                formula,
                unit,
                reading,
                pitfall,
                source,
                cost,
                reads,
                needs,
                scale,
                List.of(which),
                from);
    }

    public Line renamed(String other) {
        return new Line(
                other, summary, formula, unit, reading, pitfall, source, cost, reads, needs, scale, parameters, act);
    }

    public Line reading(String text) {
        return new Line(
                name, summary, formula, unit, text, pitfall, source, cost, reads, needs, scale, parameters, act);
    }

    public Line pitfall(String text) {
        return new Line(
                name, summary, formula, unit, reading, text, source, cost, reads, needs, scale, parameters, act);
    }

    public Line from(String authors) {
        return new Line(
                name, summary, formula, unit, reading, pitfall, authors, cost, reads, needs, scale, parameters, act);
    }

    public Line costs(Cost amount) {
        return new Line(
                name, summary, formula, unit, reading, pitfall, source, amount, reads, needs, scale, parameters, act);
    }

    public Line reads(Weights which) {
        return new Line(
                name, summary, formula, unit, reading, pitfall, source, cost, which, needs, scale, parameters, act);
    }

    public Line needs(Need... what) {
        EnumSet<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(Set.of(what));
        return new Line(
                name, summary, formula, unit, reading, pitfall, source, cost, reads, all, scale, parameters, act);
    }

    public Line scale(Scale how) {
        return new Line(
                name, summary, formula, unit, reading, pitfall, source, cost, reads, needs, how, parameters, act);
    }
}
