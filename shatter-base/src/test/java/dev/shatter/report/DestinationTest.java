package dev.shatter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report takes a folder of its own, and never writes among other things. */
class DestinationTest {
    @TempDir
    private Path root;

    private static Report report(String... tables) {
        return new Report(
                "A report",
                "",
                List.of(new Section(
                        "Tables",
                        Stream.of(tables)
                                .map(id -> (Block) new Table(id, id, List.of(), List.of(), ""))
                                .toList())),
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    private static TreeSet<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            TreeSet<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(
                            file -> names.add(folder.relativize(file).toString().replace('\\', '/')));
            return names;
        }
    }

    @Test
    void aFolderWithOtherThingsIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(root.resolve("photos"));
        Files.writeString(root.resolve("photos").resolve("cat.png"), "a cat");
        assertThatThrownBy(() -> new Destination(root))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds other things, such as photos/cat.png")
                .hasMessageContaining("new or empty folder");
        assertThat(files(root)).containsExactly("photos/cat.png");
    }

    @Test
    void somebodyElsesPageIsAnotherThing() throws IOException {
        Files.writeString(root.resolve("index.html"), "a home page");
        assertThatThrownBy(() -> new Destination(root)).isInstanceOf(BadInput.class);
        Files.writeString(root.resolve("contents.txt"), "what the house holds");
        assertThatThrownBy(() -> new Destination(root)).isInstanceOf(BadInput.class);
        assertThat(root.resolve("index.html")).hasContent("a home page");
    }

    @Test
    void anEarlierReportIsReplacedWithAllItsFiles() throws IOException {
        Path folder = root.resolve("new");
        new Destination(folder).write(report("one", "two"));
        assertThat(files(folder)).containsExactly("contents.txt", "index.html", "tables/one.csv", "tables/two.csv");
        new Destination(folder).write(report("two", "three"));
        assertThat(files(folder)).containsExactly("contents.txt", "index.html", "tables/three.csv", "tables/two.csv");
    }

    @Test
    void whatSomebodyPutBesideAReportStays() throws IOException {
        Destination place = new Destination(root.resolve("new"));
        place.write(report("one"));
        Path notes = Files.writeString(place.path().resolve("tables").resolve("my-notes.csv"), "mine");
        assertThatThrownBy(() -> place.write(report("two"))).hasMessageContaining("tables/my-notes.csv");
        assertThat(notes).hasContent("mine");
        assertThat(place.path().resolve("tables").resolve("two.csv")).doesNotExist();
    }

    /** The list is there before anything it names, so that the next attempt knows what it finds. */
    @Test
    void aReportThatWasKilledHalfWayIsWrittenAgain() throws IOException {
        Path folder = root.resolve("new");
        new Destination(folder).write(report("one", "two"));
        Files.delete(folder.resolve("index.html"));
        Files.delete(folder.resolve("tables").resolve("two.csv"));
        new Destination(folder).write(report("one"));
        assertThat(files(folder)).containsExactly("contents.txt", "index.html", "tables/one.csv");
    }

    /** Whatever a list says, nothing is removed that no report can have written. */
    @Test
    void aListThatLiesRemovesNothing() throws IOException {
        Path folder = root.resolve("new");
        Path victim = Files.writeString(root.resolve("victim.csv"), "precious");
        new Destination(folder).write(report("one"));
        Files.writeString(
                folder.resolve("contents.txt"), "index.html\n../victim.csv\ntables/../../victim.csv\ntables/one.csv\n");
        new Destination(folder).write(report("two"));
        assertThat(victim).hasContent("precious");
    }

    @Test
    void aPageIsAFileAndAFolderIsNone() throws IOException {
        Path page = root.resolve("report.html");
        Destination place = new Destination(page);
        place.write(report("one"));
        assertThat(place.page()).isEqualTo(page.toAbsolutePath()).isRegularFile();
        assertThat(new Destination(root.resolve("new")).page())
                .isEqualTo(root.resolve("new").resolve("index.html").toAbsolutePath());
        Path file = Files.writeString(root.resolve("file"), "in the way");
        assertThatThrownBy(() -> new Destination(file)).hasMessageContaining("is a file");
        Path folder = Files.createDirectories(root.resolve("folder.html"));
        assertThatThrownBy(() -> new Destination(folder)).hasMessageContaining("is a folder");
    }
}
