package dev.shatter.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command line of Shatter in a page: an example in a fenced block, or one that a sentence mentions in backticks.
 *
 * @param page the page, from the root of the project
 * @param line the line it begins on, from 1
 * @param words the arguments, without the program and the comment
 */
record DocumentedCommand(String page, int line, List<String> words) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Shatter at a prompt or without one; {@code $SPARK_HOME/…} and the like are commands of others. */
    private static final Pattern SHATTER = Pattern.compile("\\s*(?:\\w*\\$\\s+)?(?:\\./)?shatter\\s+(.*)");

    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    private static final Pattern MENTIONED = Pattern.compile("`(?:\\./)?shatter ([^`]+)`");

    /** Every example of README.md and docs, in the order in which a reader meets them. */
    static List<DocumentedCommand> all() {
        return ofAll(DocumentedCommand::of);
    }

    /** Every command that a sentence mentions. */
    static List<DocumentedCommand> mentioned() {
        return ofAll(DocumentedCommand::mentioned);
    }

    private static List<DocumentedCommand> ofAll(BiFunction<String, List<String>, List<DocumentedCommand>> reader) {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(p -> p.toString().endsWith(".md")).sorted())
                    .flatMap(p -> read(p, reader).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<DocumentedCommand> read(
            Path page, BiFunction<String, List<String>, List<DocumentedCommand>> reader) {
        try {
            return reader.apply(ROOT.relativize(page).toString().replace('\\', '/'), Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of a page of these lines. */
    static List<DocumentedCommand> of(String page, List<String> lines) {
        List<DocumentedCommand> commands = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("```")) {
                fenced = !fenced;
                continue;
            }
            int begun = i;
            StringBuilder text = new StringBuilder(lines.get(i));
            while (fenced && text.toString().endsWith("\\") && i + 1 < lines.size()) {
                text.setLength(text.length() - 1);
                text.append(lines.get(++i));
            }
            var matcher = SHATTER.matcher(text);
            if (fenced && matcher.matches()) {
                String arguments = COMMENT.matcher(matcher.group(1)).replaceFirst("");
                commands.add(new DocumentedCommand(
                        page, begun + 1, Arrays.asList(arguments.strip().split("\\s+"))));
            }
        }
        return commands;
    }

    private static List<DocumentedCommand> mentioned(String page, List<String> lines) {
        List<DocumentedCommand> commands = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            fenced ^= lines.get(i).strip().startsWith("```");
            if (!fenced) {
                int line = i + 1;
                MENTIONED
                        .matcher(lines.get(i))
                        .results()
                        .forEach(mention -> commands.add(new DocumentedCommand(
                                page,
                                line,
                                Arrays.asList(mention.group(1).strip().split("\\s+")))));
            }
        }
        return commands;
    }

    /** Whether it begins with these words. */
    boolean begins(String... first) {
        return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
    }

    @Override
    public String toString() {
        return page + ":" + line + ": shatter " + String.join(" ", words);
    }
}
