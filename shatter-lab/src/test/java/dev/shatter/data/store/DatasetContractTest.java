package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every source of data promises. A new source needs a fixture of its format, and passes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetContractTest {
    private Path home = Path.of("");
    private Map<String, String> references = Map.of();

    @BeforeAll
    void makeFixtures(@TempDir Path folder) throws IOException {
        home = folder;
        references = Fixtures.references(home);
    }

    Stream<String> names() {
        return Datasets.CATALOGUE.names().stream();
    }

    @Test
    void everySourceHasAFixture() {
        assertThat(references.keySet()).containsExactlyInAnyOrderElementsOf(Datasets.CATALOGUE.names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isWellFormed(String name) {
        Dataset data = open(name);
        int classes = data.classes().size();
        assertThat(classes).isGreaterThanOrEqualTo(2);
        assertThat(data.classes()).doesNotHaveDuplicates();
        assertThat(data.hash()).matches("[0-9a-f]{64}");
        assertThat(data.train().perClass(classes)).doesNotContain(0);
        for (Split split : new Split[] {data.train(), data.test()}) {
            assertThat(split.count()).isPositive();
            assertThat(Arrays.stream(split.labels()).allMatch(l -> l >= 0 && l < classes))
                    .isTrue();
            float[] sample = new float[split.inputs().elements()];
            for (int i = 0; i < split.count(); i++) {
                split.inputs().copy(i, sample);
                for (float value : sample) {
                    assertThat(Float.isFinite(value)).isTrue();
                }
            }
        }
    }

    /** Reading twice, and reading from the cache, give the same bits. */
    @ParameterizedTest
    @MethodSource("names")
    void isRepeatable(String name) {
        Variant variant = Datasets.parse(reference(name));
        Dataset first = Datasets.CATALOGUE.get(variant).read(variant, home, Progress.SILENT);
        Dataset second = Datasets.CATALOGUE.get(variant).read(variant, home, Progress.SILENT);
        Dataset built = open(name);
        Dataset cached = open(name);
        for (Dataset other : new Dataset[] {second, built, cached}) {
            assertThat(other.hash()).isEqualTo(first.hash());
            assertThat(other.name()).isEqualTo(first.name());
            assertThat(other.classes()).isEqualTo(first.classes());
            assertSame(first.train(), other.train());
            assertSame(first.test(), other.test());
        }
    }

    /** A reference can be typed unquoted in bash and zsh, and is read back from its own text. */
    @ParameterizedTest
    @MethodSource("names")
    void referencesAreSafeAndReadBack(String name) {
        Variant variant = Datasets.parse(reference(name));
        String brief = Datasets.CATALOGUE.brief(variant);
        assertThat(brief).matches("[A-Za-z0-9_./:,=+%-]+").doesNotStartWith("=");
        assertThat(variant.text()).matches("[A-Za-z0-9_./:,=+%-]+");
        assertThat(Datasets.parse(brief)).isEqualTo(variant);
        assertThat(Datasets.parse(variant.text())).isEqualTo(variant);
        assertThat(Datasets.check(variant.name(), variant.options())).isEqualTo(variant);
    }

    @ParameterizedTest
    @MethodSource("names")
    void filesAreThere(String name) {
        Variant variant = Datasets.parse(reference(name));
        DataSource source = Datasets.CATALOGUE.get(variant);
        assertThat(source.files(variant, home)).allMatch(Path::isAbsolute).allMatch(Files::exists);
        assertThat(source.summary()).isNotBlank();
    }

    private Dataset open(String name) {
        return new DataStore(home).open(reference(name));
    }

    private String reference(String name) {
        return references.getOrDefault(name, name);
    }

    private static void assertSame(Split one, Split other) {
        assertThat(other.inputs().type()).isEqualTo(one.inputs().type());
        assertThat(other.inputs().shape()).isEqualTo(one.inputs().shape());
        ByteBuffer expected = one.inputs().buffer().duplicate();
        assertThat(other.inputs().buffer().duplicate().equals(expected)).isTrue();
        assertThat(Arrays.equals(other.labels(), one.labels())).isTrue();
    }
}
