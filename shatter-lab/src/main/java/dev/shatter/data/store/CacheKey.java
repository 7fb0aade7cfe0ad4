package dev.shatter.data.store;

import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a decoded copy belongs to: the reference, and the content of the files behind it.
 *
 * <p>Content means the SHA-256 of every file where there are at most 1 GiB and 20,000 of them, which takes about a second.
 * Of more, it means size, time and, on Unix, the time of the last change of the file's record, which no copying tool sets
 * back.
 */
final class CacheKey {
    private static final long CHEAP_BYTES = 1L << 30;
    private static final int CHEAP_FILES = 20_000;

    private CacheKey() {}

    /** The name of the copy's file, without its ending: source, digest of the reference, digest of the content. */
    static String of(DataSource source, Variant variant, Path home, String format) {
        List<Path> files = source.files(variant, home);
        List<Map<String, Object>> stamps = new ArrayList<>();
        boolean cheap = files.size() <= CHEAP_FILES && size(files) <= CHEAP_BYTES;
        for (Path file : files) {
            stamps.add(cheap ? Map.of("file", file.toString(), "sha256", sha256(file)) : attributes(file));
        }
        String content =
                Json.sha256(Json.canonical(Map.of("files", stamps, "format", format, "version", source.version())));
        return ofReference(variant) + content.substring(0, 16);
    }

    /** How the names of all copies of a reference begin, whatever the content. */
    static String ofReference(Variant variant) {
        return variant.name() + "-" + Json.sha256(variant.text()).substring(0, 16) + "-";
    }

    private static long size(List<Path> files) {
        long size = 0;
        for (Path file : files) {
            try {
                size += Files.size(InputFiles.plain(file));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return size;
    }

    private static String sha256(Path file) {
        MessageDigest digest = Json.sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                digest.update(chunk, 0, got);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Map<String, Object> attributes(Path file) {
        try {
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            Map<String, Object> found =
                    Files.readAttributes(file, unix ? "unix:size,lastModifiedTime,ctime" : "size,lastModifiedTime");
            return Map.of("file", file.toString(), "attributes", String.valueOf(new java.util.TreeMap<>(found)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BadInput unreadable(Path file, IOException e) {
        return BadInput.in(file.toString(), "cannot be read", "check that it exists and is readable", e);
    }
}
