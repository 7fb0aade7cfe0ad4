package dev.shatter.data.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Json;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.data.describe.Duplicates;
import dev.shatter.data.store.DataStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled bytes are part of what results depend on: they never change. */
class BundledFashionTest {
    @Test
    void theResourceIsTheRecordedOne() throws IOException {
        MessageDigest digest = Json.sha256();
        try (InputStream in =
                Objects.requireNonNull(BundledFashion.class.getResourceAsStream(BundledFashion.RESOURCE))) {
            digest.update(in.readAllBytes());
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("a6305c0ef59d900017813032a5d132eef5dc04d0ac0fd94762f50ff4c8f2b38d");
    }

    @Test
    void itHoldsAThousandAndTwoHundredOfEachClass(@TempDir Path home) {
        Dataset data = new DataStore(home).open("fashion-mnist-12k");
        assertThat(data.hash()).isEqualTo("85978486f752b06fbc3d8dafba255ff2db327f72dedd06c8a5e4b2d574090f31");
        assertThat(data.shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(data.train().perClass(10)).containsOnly(1000);
        assertThat(data.test().perClass(10)).containsOnly(200);
        assertThat(Duplicates.of(data).across()).isZero();
    }
}
