package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles and code in which libtorch's parsers would end the process, refused before it reads them. */
class ScriptFileTest {
    private static final String PROTOCOL = "\u0080\u0002";

    @TempDir
    private Path folder;

    /** Tuples in tuples, lists in lists, and values put into what lies in others already, to any depth. */
    @ParameterizedTest
    @ValueSource(ints = {ScriptPickle.DEEPEST + 2, 5000, 1_000_000})
    void deepPicklesAreRefused(int depth) throws IOException {
        String tuples = PROTOCOL + ")" + "\u0085".repeat(depth) + ".";
        String lists = PROTOCOL + "]".repeat(depth) + "a".repeat(depth - 1) + ".";
        String dictionaries = PROTOCOL + "}K\u0001".repeat(depth) + "N" + "s".repeat(depth) + ".";
        // Outermost first: each list is put into the one before while that one lies in another.
        StringBuilder outside = new StringBuilder(PROTOCOL + "]q\u0000]q\u0001");
        outside.append("h\u0000h\u0001a0h\u0001]q\u0002a0.");
        for (String pickle : new String[] {tuples, lists, dictionaries, outside.toString()}) {
            refused(file(pickle, "x = 1\n"), "its pickle");
        }
    }

    @Test
    void storagesAndTensorsStayWithinTheirRecords() throws IOException {
        for (String sizes : new String[] {"K\u0002K\u0003", "K\u0000K\u0009"}) {
            ScriptFile.check(file(tensor(6, 0, sizes, "K\u0003K\u0001"), "x = 1\n"));
        }
        refused(file(tensor(7, 0, "K\u0002K\u0003", "K\u0003K\u0001"), ""), "too short");
        refused(file(tensor(6, 1, "K\u0002K\u0003", "K\u0003K\u0001"), ""), "beyond its 6 stored numbers");
        refused(file(tensor(6, 0, "K\u0002K\u0003", "K\u0004K\u0001"), ""), "beyond its 6 stored numbers");
        refused(file(tensor(6, 0, "K\u0002K\u0003", "K\u0003"), ""), "a tensor that is none");
    }

    @Test
    void deepCodeIsRefused() throws IOException {
        ScriptFile.check(file(
                PROTOCOL + "N.", "x = ((a + b), [-1, -2, -3], \"((((\")\n" + "y = [" + "-1, ".repeat(9000) + "1]\n"));
        refused(file(PROTOCOL + "N.", "x = " + "(".repeat(300) + ")".repeat(300) + "\n"), "its code");
        refused(file(PROTOCOL + "N.", "x = " + "-".repeat(100_000) + "y\n"), "its code");
        refused(file(PROTOCOL + "N.", "x = " + "not ".repeat(100_000) + "y\n"), "its code");
        refused(file(PROTOCOL + "N.", "x = a" + "[0]".repeat(10) + " + a".repeat(100_000) + "\n"), "its code");
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            blocks.append("  ".repeat(i)).append("if x:\n");
        }
        refused(file(PROTOCOL + "N.", blocks.toString()), "its code");
    }

    /** Six stored numbers in fp32, whatever is declared of them. */
    private static String tensor(int count, int offset, String sizes, String strides) {
        return PROTOCOL + "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\n"
                + "X\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK" + (char) count + "tQK" + (char) offset + "("
                + sizes + "t("
                + strides + "t\u0089NtR.";
    }

    private Path file(String pickle, String code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "odd/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "odd/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "odd/data/0", new byte[24]);
            put(zip, "odd/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("odd.pt"), bytes.toByteArray());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> ScriptModule.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(file.toString()));
    }
}
