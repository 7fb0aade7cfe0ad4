package dev.shatter.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.compute.Computations;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Json;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.store.Datasets;
import dev.shatter.experiment.alter.Alterations;
import dev.shatter.network.Networks;
import dev.shatter.spec.Spec;
import dev.shatter.train.Augmentations;
import dev.shatter.train.Losses;
import dev.shatter.train.Masks;
import dev.shatter.train.Methods;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Schedules;
import dev.shatter.train.Snapshots;
import dev.shatter.train.StopRules;
import dev.shatter.train.StoredWeights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every kind and every entry of every catalogue that specs name, with the hash of its canonical text. If a line changes, every
 * stored run that names the entry has lost its name: give a new option its neutral value by {@link Parameter#later()}, a new field
 * by {@link dev.shatter.spec.Field#later()}. A new entry is a new line.
 */
class PinnedIdsTest {
    private static final List<Catalogue<?>> CATALOGUES = List.of(
            Datasets.CATALOGUE,
            Networks.CATALOGUE,
            LabelCorruptions.CATALOGUE,
            PixelCorruptions.CATALOGUE,
            Losses.CATALOGUE,
            Optimizers.CATALOGUE,
            Schedules.CATALOGUE,
            Augmentations.CATALOGUE,
            StopRules.CATALOGUE,
            Methods.CATALOGUE,
            Snapshots.CATALOGUE,
            StoredWeights.CATALOGUE,
            Masks.CATALOGUE,
            Alterations.CATALOGUE,
            Computations.CATALOGUE);

    @Test
    void everyEntryHasTheIdItAlwaysHad() throws IOException, URISyntaxException {
        Map<String, String> now = new TreeMap<>();
        for (Catalogue<?> catalogue : CATALOGUES) {
            for (String name : catalogue.names()) {
                now.put(
                        catalogue.kind() + " " + name,
                        Json.sha256(Json.canonical(Samples.variant(catalogue, name)))
                                .substring(0, 16));
            }
        }
        for (Spec spec : Samples.SPECS) {
            now.put(
                    "spec " + spec.kind() + (spec.data().isPresent() ? " on data" : "")
                            + (spec.parents().isEmpty() ? "" : " from a run"),
                    spec.id());
        }
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/pinned/ids.txt"))
                .toURI());
        Map<String, String> pinned = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int cut = line.lastIndexOf(' ');
            pinned.put(line.substring(0, cut), line.substring(cut + 1));
        }
        StringBuilder text = new StringBuilder();
        now.forEach((key, id) -> text.append(key).append(' ').append(id).append('\n'));
        assertThat(now)
                .as("src/test/resources/pinned/ids.txt would now be:\n" + text)
                .isEqualTo(pinned);
    }

    @Test
    void anOptionThatCameLaterLeavesTheTextAsItWas() {
        Parameter width = Parameter.integer("width", 8L, 1, 100, "");
        Parameter groups = Parameter.integer("groups", 1L, 1, 100, "").later();
        Catalogue<Thing> before = Catalogue.of("thing", new Thing(List.of(width)));
        Catalogue<Thing> after = Catalogue.of("thing", new Thing(List.of(width, groups)));
        Variant old = before.parse("thing:16");
        Variant now = after.parse("thing:16");
        assertThat(Json.canonical(now)).isEqualTo(Json.canonical(old));
        assertThat(now).isEqualTo(old);
        assertThat(now.integer("groups")).isEqualTo(1);
        assertThat(after.restore(old).integer("groups")).isEqualTo(1);
        assertThat(after.parse("thing:16,groups=2")).isNotEqualTo(now);
        assertThat(Json.canonical(after.parse("thing:16,groups=2"))).contains("\"groups\":2");
    }

    private record Thing(List<Parameter> parameters) implements dev.shatter.core.Entry {
        @Override
        public String name() {
            return "thing";
        }

        @Override
        public String summary() {
            return "";
        }
    }
}
