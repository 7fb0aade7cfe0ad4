package dev.shatter.run;

import dev.shatter.run.Fact.Column;
import dev.shatter.run.Fact.Topic;
import dev.shatter.run.RunIndex.Remembered;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The bytes of the store's index: the columns, then every different {@link Fact} once, then for each run the numbers of its
 * facts, then a checksum. Runs that share most of their fields share most of their facts.
 */
final class IndexFile {
    /** Changes with everything that is stored here. */
    private static final int FORMAT = 0x53485833;

    private IndexFile() {}

    private record Key(Column column, ByteBuffer bytes) {}

    static void write(List<Remembered> rows, OutputStream out) throws IOException {
        Map<Column, Integer> columns = new LinkedHashMap<>();
        Map<Key, Integer> facts = new LinkedHashMap<>();
        IdentityHashMap<Fact, Integer> same = new IdentityHashMap<>();
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        DataOutputStream codes = new DataOutputStream(coded);
        for (Remembered row : rows) {
            text(codes, row.row().name());
            codes.writeLong(row.stamp());
            codes.writeInt(row.row().facts().size());
            for (Fact fact : row.row().facts()) {
                Integer shared = same.get(fact);
                if (shared == null) {
                    columns.putIfAbsent(fact.column(), columns.size());
                    Integer equal = facts.putIfAbsent(new Key(fact.column(), fact.bytes()), facts.size());
                    shared = equal == null ? facts.size() - 1 : equal;
                    same.put(fact, shared);
                }
                codes.writeInt(shared);
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(whole);
        data.writeInt(FORMAT);
        data.writeInt(columns.size());
        for (Column column : columns.keySet()) {
            text(data, column.topic().name());
            text(data, column.name());
        }
        data.writeInt(facts.size());
        for (Key fact : facts.keySet()) {
            data.writeInt(columns.getOrDefault(fact.column, 0));
            bytes(data, fact.bytes);
        }
        data.writeInt(rows.size());
        coded.writeTo(data);
        CRC32C checksum = new CRC32C();
        checksum.update(whole.toByteArray());
        data.writeLong(checksum.getValue());
        whole.writeTo(out);
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
        List<Column> columns = new ArrayList<>();
        for (int left = data.getInt(); left > 0; left--) {
            Topic topic = Topic.valueOf(text(data));
            columns.add(new Column(topic, text(data)));
        }
        Fact[] facts = new Fact[data.getInt()];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = new Fact(columns.get(data.getInt()), slice(data));
        }
        int rows = data.getInt();
        Map<String, Remembered> known = new HashMap<>(2 * rows);
        for (; rows > 0; rows--) {
            String name = text(data);
            long stamp = data.getLong();
            Fact[] of = new Fact[data.getInt()];
            for (int i = 0; i < of.length; i++) {
                of[i] = facts[data.getInt()];
            }
            known.put(name, new Remembered(stamp, StoreRow.remembered(root.resolve(name), Arrays.asList(of))));
        }
        return known;
    }

    private static ByteBuffer slice(ByteBuffer data) {
        int length = data.getInt();
        ByteBuffer slice = data.slice(data.position(), length);
        data.position(data.position() + length);
        return slice;
    }

    private static String text(ByteBuffer data) {
        byte[] bytes = new byte[data.getInt()];
        data.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        bytes(data, StandardCharsets.UTF_8.encode(text));
    }

    private static void bytes(DataOutputStream data, ByteBuffer bytes) throws IOException {
        data.writeInt(bytes.remaining());
        data.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
}
