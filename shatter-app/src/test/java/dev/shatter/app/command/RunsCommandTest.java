package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store through the real command line: conditions, prefixes, and what happens to damaged and foreign folders. */
class RunsCommandTest {
    private static final int[] TOSSES = {10, 20, 30};

    @TempDir
    private Path folder;

    private final List<String> ids = new ArrayList<>();
    private Shell shell;
    private Path store;

    @BeforeEach
    void fill() throws IOException {
        shell = Shell.at(folder.resolve("home"));
        store = folder.resolve("runs");
        for (int tosses : TOSSES) {
            JsonNode run =
                    shell.run("run", spec(tosses), "--store", store, "--json").json();
            ids.add(run.get("id").asText());
        }
    }

    @Test
    void conditionsChooseRuns() {
        assertThat(list("--where", "computation=*n=20,*")).containsExactly(ids.get(1));
        assertThat(list("--where", "computation=coin-tail:20,2,10")).containsExactly(ids.get(1));
        assertThat(list("--where", "computation=coin-tail:trials=10,points=2,n=20"))
                .containsExactly(ids.get(1));
        assertThat(list("--where", "computation=coin-tail:20*")).containsExactly(ids.get(1));
        assertThat(list("--where", "computation!=coin-tail:points=2,trials=10,n=20"))
                .containsExactlyInAnyOrder(ids.get(0), ids.get(2));
        assertThat(list("--where", "computation.n>10", "--where", "p<=0.5"))
                .containsExactlyInAnyOrder(ids.get(1), ids.get(2));
        assertThat(list("--where", "id=" + ids.get(0))).containsExactly(ids.get(0));
        assertThat(list("--where", "state!=complete")).isEmpty();
        assertThat(runs("list", "--where", "p>2").isDone().out()).contains("meet that");
        runs("list", "--where", "q>2").isOneSentence("--where 'q>2'", "no run here has 'q'");
        runs("list", "--where", "p").isOneSentence("--where 'p'");
    }

    @Test
    void aRunIsNamedByTheBeginningOfItsId() {
        String id = ids.get(0);
        assertThat(runs("show", id.substring(0, 9), "--json").json().get("id").asText())
                .isEqualTo(id);
        runs("show", id.substring(0, 3)).isOneSentence("too short");
        runs("show", "0000").isOneSentence("0000", "is not in " + store);
    }

    @Test
    void everyByteIsVerified() throws IOException {
        assertThat(runs("verify").isDone().out()).contains("All 3 runs");
        Path trace = store.resolve(ids.get(1)).resolve("trace.csv");
        byte[] bytes = Files.readAllBytes(trace);
        bytes[bytes.length / 2] ^= 1;
        Files.write(trace, bytes);
        Outcome found = runs("verify");
        assertThat(found.code()).isEqualTo(2);
        assertThat(found.out()).contains(ids.get(1).substring(0, 12), "trace.csv", "SHA-256");
        assertThat(found.err()).contains("1 of 3 runs");
        runs("verify", ids.get(0), ids.get(2)).isDone();
        runs("show", ids.get(1)).isOneSentence(trace);
        JsonNode json = Json.read(Files.writeString(
                folder.resolve("verified.json"), runs("verify", "--json").out()));
        assertThat(json.get("verified").asInt()).isEqualTo(TOSSES.length);
        assertThat(json.get("faults").has(ids.get(1))).isTrue();
    }

    /** What is damaged stays until the user removes it; the run is made anew beside it. */
    @Test
    void damageIsMovedAsideAndSaid() throws IOException {
        Path run = store.resolve(ids.get(0));
        Files.writeString(run.resolve("notes.txt"), "mine");
        Files.writeString(run.resolve("run.json"), "[".repeat(60) + "]".repeat(60));
        assertThat(runs("list").isDone().out())
                .contains("damaged  " + ids.get(0).substring(0, 12));
        Outcome again = shell.run("run", spec(TOSSES[0]), "--store", store).isDone();
        Path aside = store.resolve("damaged-" + ids.get(0) + "-1");
        assertThat(again.err()).contains("damaged; moved to " + aside);
        assertThat(aside.resolve("notes.txt")).hasContent("mine");
        assertThat(list("--where", "state=complete")).hasSize(TOSSES.length);
        assertThat(list("--where", "state=aside"))
                .containsExactly(aside.getFileName().toString());
        runs("rm", aside.getFileName()).isDone();
        assertThat(aside).doesNotExist();
    }

    /** Two lines in a name, and a colour: shown as what they are. */
    @Test
    void namesOfForeignFoldersCannotWriteToTheTerminal() throws IOException {
        String name = "photos\nof \u001b[31mred";
        Files.createDirectory(store.resolve(name));
        String out = runs("list").isDone().out();
        assertThat(out).contains("foreign  photos\\u000aof \\u001b[31mred").doesNotContain("\u001b");
        assertThat(list("--where", "state=foreign")).containsExactly(name);
        runs("rm", name).isOneSentence("photos", "is not a run");
    }

    private List<String> list(String... options) {
        List<Object> words = new ArrayList<>(List.of("list", "--json"));
        words.addAll(Arrays.asList(options));
        List<String> names = new ArrayList<>();
        runs(words.toArray()).json().forEach(run -> names.add(run.get("id").asText()));
        return names;
    }

    private Outcome runs(Object... words) {
        List<Object> all = new ArrayList<>(List.of("runs"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--store", store));
        return shell.run(all.toArray());
    }

    private Path spec(int tosses) throws IOException {
        return Files.writeString(
                folder.resolve(tosses + ".yaml"),
                "experiment: compute\ncomputation: coin-tail:n=" + tosses + ",points=2,trials=10\n");
    }
}
