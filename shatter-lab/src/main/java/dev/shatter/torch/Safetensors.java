package dev.shatter.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import dev.shatter.core.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors in one file: 8 bytes of header length, a JSON header, the data (huggingface/safetensors, format 0.x).
 *
 * <p>An untrusted file is refused unless the header is at most 16 MiB, the offsets lie inside the file and cover it
 * without overlap or hole, and every tensor's offsets fit its type and shape. The format carries no checksum: whoever must
 * know that the numbers are those that were saved keeps a hash of the file beside it.
 *
 * @param tensors by name, in the order of the names
 * @param metadata the free text fields of {@code __metadata__}
 */
public record Safetensors(Map<String, HostArray> tensors, Map<String, String> metadata) {
    private static final int MAX_HEADER = 16 << 20;
    private static final String REMEDY = "get or save the file again";

    public Safetensors {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Reads a file into fresh memory. */
    public static Safetensors read(Path file) {
        return open(file, false);
    }

    /** Maps a file's tensors read-only; the file must not be shortened while they are in use. */
    public static Safetensors map(Path file) {
        return open(file, true);
    }

    /** The tensor of this name, or a plain error. */
    public HostArray get(String name) {
        HostArray tensor = tensors.get(name);
        if (tensor == null) {
            throw BadInput.in(
                    "tensor '" + name + "'", "is missing", "there are " + String.join(", ", tensors.keySet()));
        }
        return tensor;
    }

    /** Writes a file as one act; the same tensors give the same bytes. */
    public void write(Path file) {
        // Widest elements first keeps every tensor aligned to its type, as the reference implementation does.
        List<Map.Entry<String, HostArray>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparing(e -> -e.getValue().type().bytes()));
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        long offset = 0;
        for (Map.Entry<String, HostArray> entry : order) {
            HostArray tensor = entry.getValue();
            long end = offset + tensor.data().capacity();
            header.put(
                    entry.getKey(),
                    Map.of(
                            "dtype",
                            tensor.type().name(),
                            "shape",
                            tensor.shape(),
                            "data_offsets",
                            List.of(offset, end)));
            offset = end;
        }
        String text = Json.canonical(header);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        String padded = text + " ".repeat((8 - bytes % 8) % 8);
        AtomicFiles.write(file, out -> {
            byte[] json = padded.getBytes(StandardCharsets.UTF_8);
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            for (Map.Entry<String, HostArray> entry : order) {
                Npy.copy(entry.getValue().view(), out);
            }
        });
    }

    /** Where one tensor lies, relative to the end of the header. */
    private record Place(String name, HostArray.Type type, List<Integer> shape, long begin, long end) {}

    private static Safetensors open(Path file, boolean map) {
        try (FileChannel channel = FileChannel.open(InputFiles.plain(file), StandardOpenOption.READ)) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, length, 0);
            long size = length.getLong(0);
            if (size < 2 || size > MAX_HEADER || size > channel.size() - 8) {
                throw BadInput.in(file + ", byte 0", "declares a header of " + size + " bytes", REMEDY);
            }
            ByteBuffer text = ByteBuffer.allocate((int) size);
            fill(channel, text, 8);
            JsonNode header = Json.mapper().readTree(new String(text.array(), StandardCharsets.UTF_8));
            List<Place> places = places(file, header, channel.size() - 8 - size);
            Map<String, HostArray> tensors = new TreeMap<>();
            for (Place place : places) {
                ByteBuffer data = data(channel, 8 + size + place.begin(), place.end() - place.begin(), map);
                tensors.put(place.name(), new HostArray(place.type(), place.shape(), data));
            }
            Map<String, String> metadata = new TreeMap<>();
            for (Map.Entry<String, JsonNode> e : header.path("__metadata__").properties()) {
                metadata.put(e.getKey(), e.getValue().asText());
            }
            return new Safetensors(tensors, metadata);
        } catch (EOFException e) {
            throw BadInput.in(file.toString(), "is cut short", REMEDY, e);
        } catch (JsonProcessingException e) {
            throw BadInput.in(file + ", header", "is not valid JSON (" + e.getOriginalMessage() + ")", REMEDY, e);
        } catch (IOException e) {
            throw Npy.unreadable(file.toString(), e);
        }
    }

    private static ByteBuffer data(FileChannel channel, long at, long bytes, boolean map) throws IOException {
        if (map && bytes > 0) {
            return channel.map(FileChannel.MapMode.READ_ONLY, at, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, data, at);
        return data.clear();
    }

    private static List<Place> places(Path file, JsonNode header, long bytes) {
        if (!header.isObject()) {
            throw BadInput.in(file + ", header", "is not a JSON object", REMEDY);
        }
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                places.add(place(file + ", tensor '" + field.getKey() + "'", field.getKey(), field.getValue()));
            }
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        long end = 0;
        for (Place place : places) {
            if (place.begin() != end) {
                throw BadInput.in(
                        file + ", tensor '" + place.name() + "'",
                        place.begin() < end ? "overlaps another tensor" : "leaves a hole before it",
                        REMEDY);
            }
            end = place.end();
        }
        if (end != bytes) {
            throw BadInput.in(
                    file.toString(),
                    end > bytes
                            ? "is cut short: " + bytes + " of " + end + " bytes of data"
                            : "has " + (bytes - end) + " bytes that belong to no tensor",
                    REMEDY);
        }
        return places;
    }

    private static Place place(String where, String name, JsonNode node) {
        JsonNode offsets = node.path("data_offsets");
        JsonNode shape = node.path("shape");
        if (!offsets.isArray() || offsets.size() != 2 || !shape.isArray() || shape.size() > 32) {
            throw BadInput.in(where, "lacks a valid shape or data_offsets", REMEDY);
        }
        HostArray.Type type = null;
        for (HostArray.Type known : HostArray.Type.values()) {
            type = known.name().equals(node.path("dtype").asText()) ? known : type;
        }
        if (type == null) {
            throw BadInput.in(
                    where,
                    "has element type '" + node.path("dtype").asText() + "'",
                    "save it as F64, F32, BF16, I64, I32, U8 or BOOL");
        }
        List<Integer> sizes = new ArrayList<>();
        long bytes = type.bytes();
        for (JsonNode size : shape) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
                throw BadInput.in(where, "has the impossible shape " + shape, REMEDY);
            }
            sizes.add(size.intValue());
            bytes *= size.intValue();
            if (bytes > HostArray.MAX_BYTES) {
                throw BadInput.in(where, "is larger than 2 GiB", "split it into smaller tensors");
            }
        }
        long begin = offset(where, offsets.get(0));
        long end = offset(where, offsets.get(1));
        if (end - begin != bytes) {
            throw BadInput.in(where, "has " + (end - begin) + " bytes of data where its shape needs " + bytes, REMEDY);
        }
        return new Place(name, type, sizes, begin, end);
    }

    private static long offset(String where, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw BadInput.in(where, "has the impossible offset " + node, REMEDY);
        }
        return node.longValue();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            int got = channel.read(buffer, at + buffer.position());
            if (got < 0) {
                throw new EOFException();
            }
        }
    }
}
