package dev.shatter.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A whole report.
 *
 * @param lead the answer first, in a paragraph
 * @param reproduce commands that make everything again, line by line
 * @param sources the specs or runs behind it
 * @param caveats what limits the findings, a sentence each
 * @param colophon what made it: version, machine, date; one line, may be empty
 */
public record Report(
        String title,
        String lead,
        List<Section> sections,
        List<String> reproduce,
        List<Source> sources,
        List<String> caveats,
        String colophon) {

    /**
     * A spec or run that a report rests on.
     *
     * @param id its hash
     * @param what in words ("alexnet-small, random labels, seed 1")
     */
    public record Source(String id, String what) {}

    public Report {
        sections = List.copyOf(sections);
        reproduce = List.copyOf(reproduce);
        sources = List.copyOf(sources);
        caveats = List.copyOf(caveats);
        Set<String> ids = new HashSet<>();
        sections.stream().flatMap(s -> s.blocks().stream()).forEach(block -> {
            String id = block instanceof Figure f ? f.id() : block instanceof Table t ? t.id() : "";
            if (!id.isEmpty() && !ids.add(id)) {
                throw new IllegalArgumentException("two figures or tables are called '" + id + "'");
            }
        });
    }

    /** The sources as CSV: whole ids, and what each is. */
    String sourcesCsv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("id", "run");
            sources.forEach(source -> csv.writeRecord(source.id(), source.what()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** All figures, in order. */
    public Stream<Figure> figures() {
        return sections.stream()
                .flatMap(s -> s.blocks().stream())
                .filter(Figure.class::isInstance)
                .map(Figure.class::cast);
    }

    /** All tables, in order. */
    public Stream<Table> tables() {
        return sections.stream()
                .flatMap(s -> s.blocks().stream())
                .filter(Table.class::isInstance)
                .map(Table.class::cast);
    }
}
