package dev.shatter.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A CSV file in UTF-8 with a header line.
 *
 * @param file where it is
 * @param separator between fields
 * @param header the column names, all different
 */
record CsvTable(Path file, char separator, List<String> header) {
    private static final int MAX_COLUMNS = 20_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Receives the rows. */
    @FunctionalInterface
    interface Visitor {
        void row(long line, List<String> fields);
    }

    static CsvTable open(Path file, char separator) {
        List<String> header = read(
                file, separator, records -> records.hasNext() ? records.next().getFields() : List.<String>of());
        // Pandas writes its row numbers under an empty name.
        List<String> names = IntStream.range(0, header.size())
                .mapToObj(c -> header.get(c).isBlank()
                        ? "column" + (c + 1)
                        : header.get(c).strip())
                .toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw BadInput.in(file + ", line 1", "has two columns named '" + name + "'", "rename one");
            }
        }
        if (names.isEmpty() || names.size() > MAX_COLUMNS) {
            throw BadInput.in(
                    file + ", line 1",
                    "has " + names.size() + " columns",
                    "give a header line with 2 to " + MAX_COLUMNS + " names");
        }
        return new CsvTable(file, separator, names);
    }

    /** Index of a column, or a plain error. */
    int column(String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw BadInput.in(
                    file + ", line 1",
                    "has no column '" + name + "'",
                    "choose among "
                            + String.join(", ", header.subList(0, Math.min(header.size(), 30)))
                            + (header.size() == 1 ? ", or name the separator" : ""));
        }
        return index;
    }

    /** Visits every row below the header; fields are as written. */
    void forEach(Visitor visitor) {
        read(file, separator, records -> {
            records.next();
            while (records.hasNext()) {
                CsvRecord row = records.next();
                visitor.row(row.getStartingLineNumber(), row.getFields());
            }
            return header;
        });
    }

    /** The place of a cell, for messages. */
    String where(long line, int column) {
        return file + ", line " + line + ", column '" + header.get(column) + "'";
    }

    @FunctionalInterface
    private interface Body {
        List<String> read(Iterator<CsvRecord> records);
    }

    private static List<String> read(Path file, char separator, Body body) {
        // This reader, unlike the library's own, does not pass over bytes that are not UTF-8.
        try (BufferedReader text = Files.newBufferedReader(InputFiles.plain(file), StandardCharsets.UTF_8)) {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return body.read(CsvReader.builder()
                    .fieldSeparator(separator)
                    .build(CsvRecordHandler.builder().maxFields(MAX_COLUMNS + 1).build(), text)
                    .iterator());
        } catch (CsvParseException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw BadInput.in(
                    file.toString(),
                    "is not well-formed CSV (" + reason + ")",
                    "correct the line, or name the separator",
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.in(
                    file.toString(), "cannot be read", "check that it exists, is readable and is in UTF-8", e);
        }
    }
}
