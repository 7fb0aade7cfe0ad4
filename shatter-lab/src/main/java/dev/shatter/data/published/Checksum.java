package dev.shatter.data.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * What a downloaded file must hash to.
 *
 * <p>MD5 where its maker or PyTorch's torchvision publishes nothing stronger: good against damage, not against an
 * attacker, whom the readers' own limits must hold.
 *
 * @param algorithm "SHA-256" or "MD5"
 * @param hex lower case
 * @param unpacked whether it is of the file's content after gunzip, so that a copy packed anew is accepted
 */
record Checksum(String algorithm, String hex, boolean unpacked) {
    static Checksum md5(String hex) {
        return new Checksum("MD5", hex, false);
    }

    static Checksum sha256OfContent(String hex) {
        return new Checksum("SHA-256", hex, true);
    }

    /** Whether a file has this checksum; a damaged gzip file has not. */
    boolean matches(Path file) {
        try (InputStream raw = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            InputStream in = unpacked && isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
            byte[] chunk = new byte[1 << 16];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                digest.update(chunk, 0, got);
            }
            return HexFormat.of().formatHex(digest.digest()).equals(hex);
        } catch (IOException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1F && in.read() == 0x8B;
        }
    }
}
