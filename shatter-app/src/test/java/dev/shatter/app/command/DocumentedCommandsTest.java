package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.app.Terminal;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.Networks;
import dev.shatter.study.Studies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every command shown in README.md and docs, through the real command line in a folder with the files that the pages name.
 * All are parsed; what takes seconds runs as shown; what takes longer runs as shown in the profile {@code slow}.
 */
class DocumentedCommandsTest {
    /** Stands for the id of a run. */
    private static final String ID = "1f3a";

    private static final List<DocumentedCommand> COMMANDS = DocumentedCommand.all();

    @TempDir
    static Path folder;

    private static String id = "";

    /** When a command runs. */
    private enum When {
        /** In every build. */
        ALWAYS,
        /** In the profile {@code slow}: a minute or more, or many of them. */
        SLOW,
        /** Not in a test: it needs a cluster, or a published data set, or the days of a paper's scale. */
        ELSEWHERE;

        static When of(DocumentedCommand command) {
            String text = String.join(" ", command.words());
            if (text.matches(".*(spark:spark:|--scale paper|idx:DIR|images:FILE).*")) {
                return ELSEWHERE;
            }
            boolean trains = command.begins("train") && text.contains("fashion-mnist-12k") && !text.contains("--json");
            boolean measures = command.begins("measure", ID) || text.contains("--plane");
            boolean takesLong = Stream.of("quickstart", "bench", "kernel").anyMatch(command::begins)
                    || command.begins("study", "run");
            return trains || measures || takesLong ? SLOW : ALWAYS;
        }
    }

    @BeforeAll
    static void prepare() throws IOException {
        new ExampleFiles(folder).make(shell());
        JsonNode run = shell().run(
                        "train",
                        "--data",
                        "fashion-mnist-12k",
                        "--net",
                        "mlp:32",
                        "--subset",
                        200,
                        "--test-subset",
                        200,
                        "--epochs",
                        2,
                        "--json")
                .json();
        id = run.get("id").asText();
    }

    @Test
    void readsCommandsAsAShellWould() {
        List<String> page = List.of(
                "shatter outside",
                "```",
                "./shatter a b=1 \\",
                "   --c   # why",
                "head$ ./shatter d",
                "shattered e",
                "```");
        assertThat(DocumentedCommand.of("p", page).stream().map(DocumentedCommand::words))
                .containsExactly(List.of("a", "b=1", "--c"), List.of("d"));
        assertThat(COMMANDS).hasSizeGreaterThan(50);
    }

    @TestFactory
    Stream<DynamicTest> allAreUnderstood() {
        return COMMANDS.stream()
                .map(command -> dynamicTest(command.toString(), () -> {
                    String[] words = words(command);
                    assertThatCode(() ->
                                    ShatterCommand.line(Terminal.pipe(), words).parseArgs(words))
                            .doesNotThrowAnyException();
                    named(command);
                }));
    }

    /** A sentence may leave out what a command needs; what it says of commands and options is true. */
    @Test
    void thoseThatSentencesMentionExist() {
        List<DocumentedCommand> mentioned = DocumentedCommand.mentioned();
        assertThat(mentioned).hasSizeGreaterThan(90);
        for (DocumentedCommand command : mentioned) {
            String[] words = command.words().toArray(String[]::new);
            try {
                ShatterCommand.line(Terminal.pipe(), words).parseArgs(words);
            } catch (CommandLine.ParameterException e) {
                assertThat(e).as(command.toString()).isInstanceOf(CommandLine.MissingParameterException.class);
            }
            int only = command.words().indexOf("--only");
            if (command.begins("measure") && only >= 0) {
                Measures.CATALOGUE.parseAll(command.words().get(only + 1));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> shortOnesRun() {
        return that(When.ALWAYS);
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> longOnesRun() {
        return that(When.SLOW);
    }

    /** README: every one of 2,000 random labels is fitted, after some 130 epochs, and the test set is at chance. */
    @Test
    @Tag("slow")
    void randomLabelsAreFittedAsThePageSays() {
        DocumentedCommand random = COMMANDS.stream()
                .filter(command ->
                        command.page().equals("README.md") && command.words().contains("random"))
                .filter(command -> command.begins("train"))
                .findFirst()
                .orElseThrow();
        List<Object> line = new ArrayList<>(List.of((Object[]) words(random)));
        line.add("--json");
        JsonNode run = shell().run(line.toArray()).json();
        assertThat(run.get("trainAccuracy").asDouble()).isEqualTo(1);
        assertThat(run.get("epochsToFit").asInt()).isBetween(100, 160);
        assertThat(run.get("testAccuracy").asDouble()).isBetween(0.07, 0.13);
    }

    private static Stream<DynamicTest> that(When when) {
        return COMMANDS.stream()
                .filter(command -> When.of(command) == when)
                .map(command -> dynamicTest(command.toString(), () -> {
                    Outcome outcome = shell().run((Object[]) words(command)).isDone();
                    assertThat(outcome.out()).isNotBlank();
                }));
    }

    /** References that only running would check: networks and studies. */
    private static void named(DocumentedCommand command) {
        List<String> words = command.words();
        int net = words.indexOf("--net");
        if (net >= 0) {
            Networks.CATALOGUE.parse(words.get(net + 1));
        }
        if (command.begins("study", "run") || command.begins("study", "verdicts")) {
            Studies.CATALOGUE.get(words.get(2));
        }
    }

    private static Shell shell() {
        return Shell.at(folder.resolve("home"));
    }

    private static String[] words(DocumentedCommand command) {
        ExampleFiles files = new ExampleFiles(folder);
        List<String> words = new ArrayList<>();
        for (String word : command.words()) {
            words.add(word.equals(ID) ? id : files.here(word));
        }
        return words.toArray(String[]::new);
    }
}
