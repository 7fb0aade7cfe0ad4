package dev.shatter.data.store;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another data set with its classes merged into fewer: {@code merged:mnist,into=0x5-1x5} asks whether a digit is below 5,
 * {@code merged:mnist,into=0-1-0-1-0-1-0-1-0-1} whether it is odd. A comma or equals sign inside the other set's reference
 * is written %2C or %3D.
 */
final class Merged implements DataSource {
    private static final String DATA = "data";
    private static final String INTO = "into";

    @Override
    public String name() {
        return "merged";
    }

    @Override
    public String summary() {
        return "another data set with its classes merged into fewer";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text(DATA, null, "reference of the other data set"),
                Parameter.integers(
                        INTO,
                        null,
                        0,
                        1_000_000,
                        "new class of each old class, in order: 0x5-1x5 makes the first five class 0, the next five"
                                + " class 1"));
    }

    @Override
    public Variant settled(Variant variant) {
        return variant.with(DATA, inner(variant).text());
    }

    /** The other set keeps its own copy. */
    @Override
    public boolean cached() {
        return false;
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        Variant inner = inner(variant);
        return Datasets.CATALOGUE.get(inner).files(inner, home);
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        Dataset data = new DataStore(home, progress).open(inner(variant));
        List<Integer> into = variant.integers(INTO);
        List<String> classes = classes(data, into);
        return new Dataset(
                Datasets.CATALOGUE.brief(variant),
                classes,
                merge(data.train(), into),
                merge(data.test(), into),
                Json.sha256(data.hash() + "\nmerged:into=" + into),
                data.origin());
    }

    private static Variant inner(Variant variant) {
        return Datasets.parse(variant.text(DATA));
    }

    /** Names of the new classes: those of the old ones, joined by plus signs. */
    private static List<String> classes(Dataset data, List<Integer> into) {
        String where = "data set 'merged', option '" + INTO + "'";
        if (into.size() != data.classes().size()) {
            throw BadInput.in(
                    where,
                    "names " + into.size() + " classes where " + data.name() + " has "
                            + data.classes().size(),
                    "give one new class for each old one, such as 0x5-1x5");
        }
        int count = into.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        List<String> names = new ArrayList<>();
        for (int merged = 0; merged < count; merged++) {
            List<String> parts = new ArrayList<>();
            for (int old = 0; old < into.size(); old++) {
                if (into.get(old) == merged) {
                    parts.add(data.classes().get(old));
                }
            }
            if (parts.isEmpty()) {
                throw BadInput.in(where, "leaves no class for " + merged, "number the new classes from 0 without gaps");
            }
            names.add(String.join("+", parts));
        }
        Dataset.checkClasses(where, names);
        return names;
    }

    private static Split merge(Split split, List<Integer> into) {
        return new Split(
                split.inputs(), Arrays.stream(split.labels()).map(into::get).toArray());
    }
}
