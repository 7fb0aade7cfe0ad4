package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Json;
import dev.shatter.run.Listing.State;
import dev.shatter.run.RunIndex.Remembered;
import dev.shatter.run.RunIndex.Row;
import dev.shatter.spec.Spec;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The bytes of the store's index: every different text once, then for each run the numbers of its columns' names and of their
 * values, then a checksum. Runs that share most of their fields share most of their texts.
 */
final class IndexFile {
    /** Changes with everything that is stored here. */
    private static final int FORMAT = 0x53485831;

    private IndexFile() {}

    static void write(List<Remembered> rows, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        Map<String, Integer> texts = new LinkedHashMap<>();
        List<int[]> coded = new ArrayList<>();
        for (Remembered row : rows) {
            Map<String, String> cells = cells(row.row());
            int[] codes = new int[2 * cells.size()];
            int[] at = {0};
            cells.forEach((column, value) -> {
                codes[at[0]++] = code(texts, column);
                codes[at[0]++] = code(texts, value);
            });
            coded.add(codes);
        }
        data.writeInt(FORMAT);
        data.writeInt(texts.size());
        for (String text : texts.keySet()) {
            text(data, text);
        }
        data.writeInt(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            text(data, rows.get(i).row().listing().name());
            data.writeLong(rows.get(i).stamp());
            data.writeInt(coded.get(i).length);
            for (int code : coded.get(i)) {
                data.writeInt(code);
            }
        }
        long sum = checked.getChecksum().getValue();
        data.writeLong(sum);
        data.flush();
    }

    private static int code(Map<String, Integer> texts, String text) {
        return texts.computeIfAbsent(text, t -> texts.size());
    }

    /** @throws IOException if these are not the bytes that {@link #write} wrote */
    static Map<String, Remembered> read(Path root, byte[] bytes) throws IOException {
        int length = bytes.length - Long.BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, Math.max(0, length));
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum.getValue()) {
            throw new IOException("damaged");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, 0, length);
        if (data.getInt() != FORMAT) {
            throw new IOException("another format");
        }
        String[] texts = new String[data.getInt()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(data);
        }
        Reader reader = new Reader(root, texts);
        Map<String, Remembered> known = new HashMap<>();
        for (int rows = data.getInt(); rows > 0; rows--) {
            String name = text(data);
            long stamp = data.getLong();
            int[] codes = new int[data.getInt()];
            data.asIntBuffer().get(codes);
            data.position(data.position() + Integer.BYTES * codes.length);
            known.put(name, new Remembered(stamp, reader.row(name, codes)));
        }
        return known;
    }

    private static String text(ByteBuffer data) {
        byte[] bytes = new byte[data.getInt()];
        data.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    /** What a column is about: the first letter of its name. */
    private static final char SPEC = 's';

    private static final char PROVENANCE = 'p';
    private static final char RESULT = 'r';
    private static final char FILE = 'f';
    private static final char MEASURED = 'm';

    private static Map<String, String> cells(Row row) {
        Run run = Objects.requireNonNull(row.listing().run());
        Map<String, String> cells = new LinkedHashMap<>();
        run.spec().json().properties().forEach(e -> cells.put(SPEC + e.getKey(), Json.canonical(e.getValue())));
        ObjectNode made = Json.mapper().valueToTree(run.provenance());
        made.properties().forEach(e -> cells.put(PROVENANCE + e.getKey(), Json.canonical(e.getValue())));
        run.results().forEach((name, value) -> cells.put(RESULT + name, value.toString()));
        run.files().forEach((name, seal) -> cells.put(FILE + name, seal.bytes() + " " + seal.sha256()));
        row.measured().forEach((name, value) -> cells.put(MEASURED + name, value.toString()));
        return cells;
    }

    /** Turns coded rows into runs; each different text is parsed once. */
    private static final class Reader {
        private final Path root;
        private final String[] texts;
        private final JsonNode[] trees;

        Reader(Path root, String[] texts) {
            this.root = root;
            this.texts = texts;
            this.trees = new JsonNode[texts.length];
        }

        Row row(String id, int[] codes) throws IOException {
            ObjectNode spec = Json.mapper().createObjectNode();
            ObjectNode made = Json.mapper().createObjectNode();
            TreeMap<String, Double> results = new TreeMap<>();
            TreeMap<String, Seal> files = new TreeMap<>();
            TreeMap<String, Double> measured = new TreeMap<>();
            for (int i = 0; i < codes.length; i += 2) {
                String column = texts[codes[i]];
                int value = codes[i + 1];
                String name = column.substring(1);
                switch (column.charAt(0)) {
                    case SPEC -> spec.set(name, tree(value));
                    case PROVENANCE -> made.set(name, tree(value));
                    case RESULT -> results.put(name, Double.valueOf(texts[value]));
                    case MEASURED -> measured.put(name, Double.valueOf(texts[value]));
                    case FILE -> {
                        int space = texts[value].indexOf(' ');
                        files.put(
                                name,
                                new Seal(
                                        Long.parseLong(texts[value].substring(0, space)),
                                        texts[value].substring(space + 1)));
                    }
                    default -> throw new IOException("damaged");
                }
            }
            Path folder = root.resolve(id);
            Run run = new Run(
                    Spec.read(spec),
                    folder,
                    Json.mapper().treeToValue(made, Provenance.class),
                    results,
                    Collections.unmodifiableSortedMap(files));
            return new Row(new Listing(id, folder, State.COMPLETE, run, ""), measured);
        }

        private JsonNode tree(int text) throws JsonProcessingException {
            JsonNode tree = trees[text];
            if (tree == null) {
                tree = Json.mapper().readTree(texts[text]);
                trees[text] = tree;
            }
            return tree;
        }
    }
}
