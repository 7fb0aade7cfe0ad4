package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that NumPy 2.4 wrote (gzip, Base64 below), and refuses what it must. */
class NpyTest {
    /** numpy.asfortranarray(arange(6, dtype='<f4').reshape(2, 3)). */
    private static final String FLOAT_FORTRAN =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBak" + "Arka"
                    + "RjoKxpo6CrUK5AMuBjBwcGBgaLAHYgcQh4FhgQMAzizg05gAAAA=";

    /** numpy.array([1.5, -2.25], dtype='>f8'). */
    private static final String BIG_ENDIAN =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6XZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5"
                    + "GkY6mjoKtQoUAC77HwxgcIAJQgMAfhIKiJAAAAA=";

    /** numpy.asfortranarray(arange(24, dtype='<i4').reshape(2, 3, 4)). */
    private static final String CUBE_FORTRAN =
            "H4sIAAAAAAACA53MOQ7CQBBE0TH7vi9pZwPSRODI4gogAgiIkIUHQYJRG0gQp+DCfF+Bkl5QFdR3s19vD4F5mbdNfHZSG4ld"
                    + "XUPrxJ5TfWh8O6aa+Hzf6dMzZ5f47qmzhZOlk3Du5CN/pmFICyX0UMMIAdooo486xiiggwoGyA8mKKKLKoZoYoofZ7MCs+AAAAA=";

    /** numpy.array([{}, 1], dtype=object). */
    private static final String OBJECTS =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loF7jr66joJ6WX1RSlJgXn1+UkgoSdkvMKU4FihdnJBakAvkaRjqaOgq1"
                    + "CpQArgaWqX0MENAjlleaW1CpF5+cX5Sql1uaU5KZWFSUWDmlhye+KDU5P6+4pKg0uWTK5Ck9rGCVU3rY81IgSiZP8WZoneLMmDSl"
                    + "fUrQFA1vRm+m1ikZzD2sKSWVBakgLUz+FlM6OyCyzD2MNVP8/Py8/gMBmPC2L5mS1Bk7RaN2ijdjKpCtBwBzm1BYGQEAAA==";

    /** numpy.array(7, dtype='<i8'). */
    private static final String SCALAR =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5Gpo6CrUK"
                    + "FAEudgYIAAAjuPBsiAAAAA==";

    /** numpy.array([True, False]). */
    private static final String BOOLEANS =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loF6TZKiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoK"
                    + "tQoUAC5GBgDuGbtdggAAAA==";

    /** numpy.zeros(2, dtype=[('a', '<f4'), ('b', '<i4')]). */
    private static final String STRUCTURED =
            "H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6lEK2hnqiuo6Buk2airqmjoKGeBOZlAnmxQEZaflFJUWJefH5RSipIuVtiTnEq"
                    + "ULw4I7EgFcjXMNIB6qpVIAZwMaABABWgsLmQAAAA";

    @TempDir
    Path folder;

    @Test
    void readsBothOrdersAndBothEndiannesses() throws IOException {
        assertThat(read(FLOAT_FORTRAN).floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(read(FLOAT_FORTRAN).shape()).containsExactly(2, 3);
        assertThat(read(BIG_ENDIAN).doubles()).containsExactly(1.5, -2.25);
        HostArray cube = read(CUBE_FORTRAN);
        assertThat(cube.shape()).containsExactly(2, 3, 4);
        assertThat(cube.longs()).isSorted().startsWith(0, 1, 2, 3).endsWith(23);
        assertThat(read(SCALAR).shape()).isEmpty();
        assertThat(read(SCALAR).longs()).containsExactly(7);
        assertThat(read(BOOLEANS).longs()).containsExactly(1, 0);
    }

    @Test
    void writesWhatItReads() {
        List<HostArray> arrays = List.of(
                HostArray.of(new float[] {1, Float.NaN, -0f, 1e-40f, 5, 6}, 3, 2),
                HostArray.of(new double[] {Math.PI}, 1),
                HostArray.of(new long[] {Long.MIN_VALUE, -1}, 2, 1),
                HostArray.of(new int[] {7}),
                HostArray.of(new byte[] {0, -1, 5}, 3),
                HostArray.allocate(HostArray.Type.F32, List.of(0, 4)));
        for (HostArray array : arrays) {
            Path file = folder.resolve("a.npy");
            Npy.write(file, array);
            assertThat(Npy.read(file)).isEqualTo(array);
        }
    }

    @Test
    void refusesObjectsStructuresAndForeignTypes() {
        assertThatThrownBy(() -> read(OBJECTS)).isInstanceOf(BadInput.class).hasMessageContaining("Python objects");
        assertThatThrownBy(() -> read(STRUCTURED))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("structured array");
        assertThatThrownBy(() -> header("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'<c8'");
    }

    @Test
    void refusesAbsurdShapesWithoutClaimingMemory() {
        assertThatThrownBy(() -> header("{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000), }"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 2 GiB");
        assertThatThrownBy(() -> header(
                        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 2 GiB");
        assertThatThrownBy(() -> header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("impossible shape");
        assertThatThrownBy(() -> header("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ends before the data");
        assertThatThrownBy(() -> header("{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(33) + ")}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("33 dimensions");
        assertThatThrownBy(() -> header("import os"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not a NumPy header");
    }

    @Test
    void refusesEveryTruncationAndTrailingData() throws IOException {
        byte[] whole = bytes(BIG_ENDIAN);
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Npy.read(file))
                    .as("first %d bytes", length)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("cut.npy");
        }
        Path longer = Files.write(folder.resolve("long.npy"), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> Npy.read(longer)).isInstanceOf(BadInput.class).hasMessageContaining("more data");
    }

    @Test
    void archivesGiveTheSameBytesForTheSameArrays() throws IOException {
        Map<String, HostArray> arrays = Map.of(
                "x_train", HostArray.of(new float[] {1, 2}, 2, 1), "y_train", HostArray.of(new long[] {0, 1}, 2));
        Path first = folder.resolve("a.npz");
        Path second = folder.resolve("b.npz");
        Npz.write(first, arrays);
        Npz.write(second, arrays);
        assertThat(Npz.read(first)).isEqualTo(arrays);
        assertThat(Npz.read(first, "y_train"::equals)).containsOnlyKeys("y_train");
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void archivesThatAreNotWholeOrLieAboutTheirSizeAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "not a zip");
        assertThatThrownBy(() -> Npz.read(text)).isInstanceOf(BadInput.class).hasMessageContaining("not a whole NPZ");
        Path liar = folder.resolve("liar.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(liar))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(raw("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }"));
        }
        assertThatThrownBy(() -> Npz.read(liar))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("array 'x'")
                .hasMessageContaining("ends before");
        Path objects = folder.resolve("objects.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(objects))) {
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(bytes(OBJECTS));
        }
        assertThatThrownBy(() -> Npz.read(objects)).isInstanceOf(BadInput.class).hasMessageContaining("Python objects");
    }

    private static HostArray read(String base64) throws IOException {
        byte[] bytes = bytes(base64);
        return Npy.read(new ByteArrayInputStream(bytes), "test", bytes.length);
    }

    private static HostArray header(String header) throws IOException {
        byte[] bytes = raw(header);
        return Npy.read(new ByteArrayInputStream(bytes), "test", bytes.length);
    }

    private static byte[] raw(String header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] bytes(String base64) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64))).readAllBytes();
    }
}
