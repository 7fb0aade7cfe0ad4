package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Entry;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.measure.catalogue.Measures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every measure of the catalogue on two networks trained on real images, against the loops of {@link NaiveMeasures}: what
 * is deterministic to 1e-5 relative, what is drawn within 3 standard errors.
 */
class NaiveMeasuresTest {
    private static final List<String> REFERENCES = List.of("mlp:60-50,init=torch", "cnn:6-50,bn=true");
    private static final Map<String, FashionFixture> FIXTURES = new LinkedHashMap<>();
    private static final Map<String, NaiveMeasures> NAIVE = new LinkedHashMap<>();

    @TempDir
    private static Path home;

    @BeforeAll
    static void train() {
        Dataset data = new DataStore(home).open("fashion-mnist-12k");
        for (String reference : REFERENCES) {
            FashionFixture fixture = new FashionFixture(reference, data);
            FIXTURES.put(reference, fixture);
            NAIVE.put(reference, new NaiveMeasures(fixture));
        }
    }

    @AfterAll
    static void close() {
        FIXTURES.values().forEach(FashionFixture::close);
    }

    static Stream<Arguments> pairs() {
        return pairs(false);
    }

    static Stream<Arguments> longPairs() {
        return pairs(true);
    }

    /** Searches on the convolutional network take most of the time of all. */
    private static Stream<Arguments> pairs(boolean longOnes) {
        return REFERENCES.stream()
                .flatMap(reference -> NaiveMeasures.TABLE.keySet().stream()
                        .filter(name -> longOnes
                                == (reference.startsWith("cnn")
                                        && Measures.CATALOGUE.get(name).cost() == Cost.SEARCH))
                        .map(name -> Arguments.of(reference, name)));
    }

    @Test
    void everyMeasureIsComputedTwice() {
        assertThat(NaiveMeasures.TABLE.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Measures.CATALOGUE.entries().stream().map(Entry::name).toList());
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("pairs")
    void agreesWithTheNaiveReading(String reference, String name) {
        agrees(reference, name);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("longPairs")
    @Tag("slow")
    void searchesOnConvolutionsAgreeWithTheNaiveReading(String reference, String name) {
        agrees(reference, name);
    }

    private static void agrees(String reference, String name) {
        Objects.requireNonNull(NaiveMeasures.TABLE.get(name))
                .of(
                        Objects.requireNonNull(NAIVE.get(reference)),
                        Objects.requireNonNull(FIXTURES.get(reference)).measure(name));
    }
}
