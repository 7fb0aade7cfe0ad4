package dev.shatter.run;

import dev.shatter.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a file of a finished run holds, as {@code run.json} records it.
 *
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hexadecimal; empty in runs of format 1, which recorded lengths only
 */
public record Seal(long bytes, String sha256) {
    private static final int BLOCK = 1 << 18;

    static Seal of(Path file) throws IOException {
        MessageDigest digest = Json.sha256();
        long bytes = 0;
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
                bytes += n;
            }
        }
        return new Seal(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** What can be seen to be wrong with the file without reading it; empty if nothing. */
    Optional<String> glance(Path file) throws IOException {
        FileKind.Seen seen = FileKind.see(file);
        return switch (seen.kind()) {
            case MISSING -> Optional.of("is missing");
            case OTHER -> Optional.of("is a link, a pipe, a device or a folder where a file was written");
            case REGULAR ->
                seen.bytes() == bytes
                        ? Optional.empty()
                        : Optional.of("is " + seen.bytes() + " bytes long where " + bytes + " were written");
        };
    }

    /** What is wrong with the file, every byte of it read; empty if nothing. */
    Optional<String> fault(Path file) throws IOException {
        Optional<String> seen = glance(file);
        return seen.isPresent() || sha256.isEmpty() || sha256.equals(of(file).sha256)
                ? seen
                : Optional.of("does not hold what was written (its SHA-256 differs)");
    }
}
