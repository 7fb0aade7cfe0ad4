package dev.shatter.report;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as a folder: the page, every figure as SVG, PNG and CSV, every table as CSV, and a list of these files.
 *
 * <p>A report takes a folder of its own: a new or empty one, or that of an earlier report, whose files it replaces. The
 * list, which is written before anything it names, says which files those are, also after a kill half way.
 */
final class ReportFolder {
    /** The page. */
    static final String PAGE = "index.html";

    /** The list: a path a line, relative to the folder. */
    static final String CONTENTS = "contents.txt";

    private ReportFolder() {}

    /**
     * Makes sure that a report may be written here; to be asked before the work that leads to it.
     *
     * @throws BadInput if the place is a file, or holds anything but an earlier report
     */
    static void check(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw BadInput.in(folder, "is a file", "name a folder, or a file that ends in .html");
        }
        other(folder).ifPresent(name -> {
            throw BadInput.in(
                    folder,
                    "holds other things, such as " + Printable.of(name),
                    "name a new or empty folder, or that of an earlier report");
        });
    }

    /**
     * Writes {@value #PAGE}, {@code figures/ID.svg|png|csv} and {@code tables/ID.csv}; the page last, so that a folder with
     * a page is complete. What only an earlier report had is removed.
     *
     * @throws BadInput if the place cannot be written, or as {@link #check}
     */
    static void write(Report report, Path folder) {
        check(folder);
        Map<String, byte[]> files = new TreeMap<>();
        List<FigureFiles> drawn = report.figures().map(FigureFiles::of).toList();
        for (FigureFiles figure : drawn) {
            String path = "figures/" + figure.figure().id();
            figure.svg().ifPresent(svg -> files.put(path + ".svg", utf8(svg.text())));
            figure.png().ifPresent(png -> files.put(path + ".png", png));
            figure.csv().ifPresent(csv -> files.put(path + ".csv", utf8(csv)));
        }
        report.tables().forEach(table -> files.put("tables/" + table.id() + ".csv", utf8(table.csv())));
        Set<String> earlier = contents(folder);
        Set<String> now = new TreeSet<>(files.keySet());
        now.add(PAGE);
        Set<String> both = new TreeSet<>(earlier);
        both.addAll(now);
        list(folder, both);
        files.forEach((name, bytes) -> AtomicFiles.write(folder.resolve(name), out -> out.write(bytes)));
        AtomicFiles.write(folder.resolve(PAGE), HtmlReport.of(report, drawn));
        both.stream().filter(name -> !now.contains(name)).forEach(name -> AtomicFiles.remove(folder.resolve(name)));
        list(folder, now);
    }

    private static void list(Path folder, Set<String> names) {
        AtomicFiles.write(folder.resolve(CONTENTS), String.join("\n", names) + "\n");
    }

    /** What the list names; nothing outside of the folder, whatever it says. */
    private static Set<String> contents(Path folder) {
        Path list = folder.resolve(CONTENTS);
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            Set<String> names = lines.filter(
                            name -> name.equals(PAGE) || name.matches("(figures|tables)/[a-z0-9-]+\\.[a-z]+"))
                    .collect(Collectors.toCollection(TreeSet::new));
            return names.contains(PAGE) ? names : Set.of();
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.in(list.toString(), "cannot be read", "name a new folder", e);
        }
    }

    /** Some file of the folder that is neither in the list nor the list itself, nor what a killed writer left. */
    private static Optional<String> other(Path folder) {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Set<String> own = new TreeSet<>(contents(folder));
        if (!own.isEmpty()) {
            own.add(CONTENTS);
        }
        try {
            Path real = folder.toRealPath();
            try (Stream<Path> files = Files.walk(real)) {
                return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> !AtomicFiles.isPart(file))
                        .map(file -> real.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> !own.contains(name))
                        .findFirst();
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        } catch (UncheckedIOException e) {
            throw AtomicFiles.unwritable(folder, new IOException(e.getMessage(), e));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
