package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private final Safetensors sample = new Safetensors(
            Map.of(
                    "weight", HostArray.of(new float[] {1, -2, Float.NaN, 4, 5, 6}, 2, 3),
                    "bytes", HostArray.of(new byte[] {1, 2, 3}, 3),
                    "labels", HostArray.of(new long[] {-1, 1L << 40}, 2),
                    "fine", HostArray.of(new double[] {Math.E}, 1),
                    "half", half(),
                    "none", HostArray.allocate(HostArray.Type.F32, List.of(0, 7)),
                    "scalar", HostArray.of(new float[] {3})),
            Map.of("format", "pt", "note", "ä \"quoted\""));

    private static HostArray half() {
        HostArray half = HostArray.allocate(HostArray.Type.BF16, List.of(2));
        half.view().putShort((short) 0x3FC0).putShort((short) 0xC000);
        return half;
    }

    @Test
    void writesWhatItReadsAndMaps() {
        Path file = folder.resolve("a.safetensors");
        sample.write(file);
        assertThat(Safetensors.read(file)).isEqualTo(sample);
        assertThat(Safetensors.map(file)).isEqualTo(sample);
        assertThat(Safetensors.read(file).get("half").floats()).containsExactly(1.5f, -2);
        assertThatThrownBy(() -> sample.get("bias"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor 'bias'");
    }

    @Test
    void metadataMayBeLong() {
        Path file = folder.resolve("a.safetensors");
        String log = "a line of a log. ".repeat(200_000);
        new Safetensors(Map.of("a", HostArray.of(new float[] {1}, 1)), Map.of("log", log)).write(file);
        assertThat(Safetensors.read(file).metadata()).containsEntry("log", log);
    }

    @Test
    void everyTensorIsAlignedToItsType() throws IOException {
        Path file = folder.resolve("a.safetensors");
        sample.write(file);
        long header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat((header + 8) % 8).isZero();
        String json = Files.readString(file, StandardCharsets.ISO_8859_1).substring(8, (int) header + 8);
        // Widest first: F64 and I64 before F32 before BF16 before U8.
        assertThat(json).contains("\"bytes\":{\"data_offsets\":[56,59]");
    }

    /** The layout of the format's own description: a file made by hand, not by this class. */
    @Test
    void readsAFileMadeByHand() throws IOException {
        Path file = file(
                "{\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[4,6]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}   ",
                6);
        Safetensors read = Safetensors.read(file);
        assertThat(read.get("b").longs()).containsExactly(5, 6);
        assertThat(read.get("a").shape()).isEmpty();
        assertThat(read.metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}"
                        + " | overlaps",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}} | hole",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[7],\"data_offsets\":[0,7]}} | cut short",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} | belong to no tensor",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[6,0]}} | bytes of data where its shape needs",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-6],\"data_offsets\":[0,6]}} | impossible shape",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[65536,65536],\"data_offsets\":[0,6]}} | larger than 2 GiB",
                "{\"a\":{\"dtype\":\"Q4\",\"shape\":[6],\"data_offsets\":[0,6]}} | element type 'Q4'",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[-1,5]}} | impossible offset",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[6]}} | lacks a valid shape",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[0,6]},\"a\":{}} | not valid JSON",
                "[] | not a JSON object",
                "{\"a | not valid JSON",
            })
    void refusesAHeaderThatDoesNotFitItsData(String header, String problem) throws IOException {
        Path file = file(header, 6);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("hand.safetensors")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesTruncationAnywhere() throws IOException {
        Path file = folder.resolve("a.safetensors");
        sample.write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 11) {
            Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void refusesAHugeHeaderUnread() throws IOException {
        byte[] bytes = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 60)
                .array();
        Path file = Files.write(folder.resolve("huge.safetensors"), bytes);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("declares a header");
    }

    /** A file with this header and data bytes 1, 2, 3, … */
    private Path file(String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(json.length).put(json);
        for (int i = 1; i <= data; i++) {
            buffer.put((byte) i);
        }
        return Files.write(folder.resolve("hand.safetensors"), buffer.array());
    }
}
