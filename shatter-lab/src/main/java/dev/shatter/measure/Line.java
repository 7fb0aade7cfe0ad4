package dev.shatter.measure;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One catalogue line: what a measure says of itself, and how it is computed. Measures of one family share a class. Immutable:
 * what a method changes is changed in a copy.
 */
public final class Line implements Measure {
    private String name;
    private final String summary;
    private final String formula;
    private final String unit;
    private String reading = "";
    private String pitfall = "";
    private String source = "";
    private Cost cost = Cost.NOTHING;
    private Weights reads = Weights.NONE;
    private Set<Need> needs = Set.of();
    private Scale scale = Scale.NONE;
    private List<Parameter> parameters = List.of();
    private BiFunction<Subject, Variant, Reading> act;

    private Line(String name, String summary, String formula, String unit, BiFunction<Subject, Variant, Reading> act) {
        this.name = name;
        this.summary = summary;
        this.formula = formula;
        this.unit = unit;
        this.act = act;
    }

    /** A measure that costs nothing, reads no weights and needs nothing until more is said of it. */
    public static Line of(String name, String summary, String formula, String unit, Function<Subject, Reading> act) {
        return new Line(name, summary, formula, unit, (subject, options) -> act.apply(subject));
    }

    private Line with(Consumer<Line> change) {
        Line copy = new Line(name, summary, formula, unit, act);
        copy.reading = reading;
        copy.pitfall = pitfall;
        copy.source = source;
        copy.cost = cost;
        copy.reads = reads;
        copy.needs = needs;
        copy.scale = scale;
        copy.parameters = parameters;
        change.accept(copy);
        return copy;
    }

    /** Computed from these options, each of which has a default. */
    public Line options(BiFunction<Subject, Variant, Reading> from, Parameter... which) {
        return with(line -> {
            line.act = from;
            line.parameters = List.of(which);
        });
    }

    public Line renamed(String other) {
        return with(line -> line.name = other);
    }

    public Line reading(String text) {
        return with(line -> line.reading = text);
    }

    public Line pitfall(String text) {
        return with(line -> line.pitfall = text);
    }

    public Line from(String authors) {
        return with(line -> line.source = authors);
    }

    public Line costs(Cost amount) {
        return with(line -> line.cost = amount);
    }

    public Line reads(Weights which) {
        return with(line -> line.reads = which);
    }

    public Line needs(Need... what) {
        return with(line -> line.needs = Set.of(what));
    }

    public Line scale(Scale how) {
        return with(line -> line.scale = how);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String formula() {
        return formula;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String reading() {
        return reading;
    }

    @Override
    public String pitfall() {
        return pitfall;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Cost cost() {
        return cost;
    }

    @Override
    public Weights reads() {
        return reads;
    }

    @Override
    public Set<Need> needs() {
        return needs;
    }

    @Override
    public Scale scale() {
        return scale;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Reading measure(Subject subject, Variant options) {
        return act.apply(subject, options);
    }
}
