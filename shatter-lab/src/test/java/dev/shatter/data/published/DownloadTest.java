package dev.shatter.data.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.shatter.core.BadInput;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Progress;
import dev.shatter.data.store.DataStore;
import dev.shatter.data.store.Datasets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine, well and badly behaved. */
class DownloadTest {
    @TempDir
    Path folder;

    private final byte[] content = Fixtures.noise(300_000, 5);
    private final List<String> ranges = new ArrayList<>();
    private HttpServer server = make();

    private static HttpServer make() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        // Honest: the whole file, or the rest of it from where a range begins.
        server.createContext("/file", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                exchange.close();
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content, from, content.length - from);
            }
        });
        // Knows no ranges.
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        });
        // Promises the whole file and hangs up after 100,000 bytes.
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 100_000);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.createContext("/wrong", exchange -> {
            byte[] other = Fixtures.noise(1000, 6);
            exchange.sendResponseHeaders(200, other.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(other);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesChecksAndReports() throws IOException {
        List<Long> steps = new ArrayList<>();
        download("/file").fetch(folder, (what, done, total) -> {
            assertThat(what).isEqualTo("downloading data.bin");
            assertThat(total).isEqualTo(content.length);
            steps.add(done);
        });
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
        assertThat(steps).isSorted().endsWith((long) content.length);
        assertThat(folder.resolve(".data.bin.part")).doesNotExist();
        ranges.clear();
        download("/file").fetch(folder, Progress.SILENT);
        assertThat(ranges).as("a file that is there is not fetched again").isEmpty();
    }

    @Test
    void goesOnWhereABrokenConnectionStopped() throws IOException {
        assertThatThrownBy(() -> download("/broken").fetch(folder, Progress.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("100000 bytes are kept")
                .hasMessageContaining("--from");
        assertThat(folder.resolve("data.bin")).doesNotExist();
        assertThat(Files.size(folder.resolve(".data.bin.part"))).isEqualTo(100_000);
        download("/file").fetch(folder, Progress.SILENT);
        assertThat(ranges).containsExactly("bytes=100000-");
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
    }

    @Test
    void startsAnewWhereTheServerKnowsNoRanges() throws IOException {
        Files.write(folder.resolve(".data.bin.part"), Arrays.copyOf(content, 5000));
        download("/whole").fetch(folder, Progress.SILENT);
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
    }

    @Test
    void aPartOfSomethingElseIsThrownAway() throws IOException {
        Files.write(folder.resolve(".data.bin.part"), new byte[7000]);
        download("/file").fetch(folder, Progress.SILENT);
        assertThat(ranges).containsExactly("bytes=7000-", "null");
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
    }

    @Test
    void aWholePartNeedsNoTransfer() throws IOException {
        Files.write(folder.resolve(".data.bin.part"), content);
        download("/file").fetch(folder, Progress.SILENT);
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
    }

    @Test
    void theSecondAddressStandsIn() throws IOException {
        download("/missing", "/wrong", "/file").fetch(folder, Progress.SILENT);
        assertThat(Files.readAllBytes(folder.resolve("data.bin"))).isEqualTo(content);
    }

    @Test
    void aWrongFileIsNeverPutInPlace() {
        assertThatThrownBy(() -> download("/wrong").fetch(folder, Progress.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another MD5");
        assertThatThrownBy(() -> download("/missing").fetch(folder, Progress.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("HTTP status 404");
        assertThat(folder.resolve("data.bin")).doesNotExist();
        assertThat(folder.resolve(".data.bin.part")).doesNotExist();
    }

    @Test
    void nobodyThereIsAPlainError() {
        server.stop(0);
        assertThatThrownBy(() -> download("/file").fetch(folder, Progress.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be downloaded");
    }

    /** A published set from a copy: checked, copied, then readable. */
    @Test
    void takesACopyThatIsTheRightOne() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        Files.write(copy.resolve("data.bin"), content);
        Published set = new Published(
                "example", "", "", "", 1, List.of(download("/file")), List.of(), (where, name, progress) -> {
                    throw new IllegalStateException("not read here");
                });
        Path home = folder.resolve("home");
        assertThat(set.folder(home)).isEmpty();
        set.take(home, copy);
        assertThat(set.folder(home)).contains(home.resolve("data/example"));
        Path elsewhere = folder.resolve("elsewhere");
        set.take(elsewhere, copy.resolve("data.bin"));
        assertThat(set.folder(elsewhere)).isPresent();
        Files.write(copy.resolve("data.bin"), new byte[3]);
        assertThatThrownBy(() -> set.take(folder.resolve("third"), copy))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not the published file");
        assertThatThrownBy(() -> set.take(folder.resolve("third"), folder.resolve("nowhere")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no file data.bin");
        set.get(folder.resolve("fourth"), Progress.SILENT);
        assertThat(set.folder(folder.resolve("fourth"))).isPresent();
    }

    @Test
    void anInstalledCopyIsFoundByItself() throws IOException {
        Path installed = Files.createDirectories(folder.resolve("usr/share"));
        Published set = new Published(
                "example", "", "", "", 1, List.of(download("/file")), List.of(installed), (where, name, progress) -> {
                    throw new IllegalStateException("not read here");
                });
        assertThat(set.folder(folder)).isEmpty();
        Files.write(installed.resolve("data.bin"), content);
        assertThat(set.folder(folder)).contains(installed);
    }

    /** A gzip copy packed anew has other bytes and the same content. */
    @Test
    void contentChecksumsLookInsideGzip() throws IOException {
        byte[] packed = Fixtures.gzip(content);
        Checksum checksum = Checksum.sha256OfContent(hex("SHA-256", content));
        assertThat(checksum.matches(Files.write(folder.resolve("a.gz"), packed)))
                .isTrue();
        assertThat(checksum.matches(Files.write(folder.resolve("a"), content))).isTrue();
        assertThat(checksum.matches(Files.write(folder.resolve("b.gz"), Arrays.copyOf(packed, packed.length - 9))))
                .isFalse();
        assertThat(Checksum.md5(hex("MD5", content)).matches(folder.resolve("a.gz")))
                .isFalse();
    }

    /** The catalogue's sets are described well enough to be fetched; nothing is fetched here. */
    @Test
    void theCatalogueNamesAddressesAndChecksums() {
        DataStore store = new DataStore(folder);
        assertThatThrownBy(() -> store.get("parity", null))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("needs no download");
        assertThatThrownBy(() -> store.get("cifar10", folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cifar-10-binary.tar.gz");
        assertThatThrownBy(() -> store.open("cifar10"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("shatter data get cifar10");
        assertThat(Datasets.CATALOGUE.entries())
                .filteredOn(Published.class::isInstance)
                .hasSize(7)
                .allSatisfy(set -> assertThat(((Published) set).megabytes()).isPositive());
    }

    private Download download(String... paths) {
        return new Download(
                "data.bin",
                Arrays.stream(paths)
                        .map(p -> URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort() + p))
                        .toList(),
                Checksum.md5(hex("MD5", content)));
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
