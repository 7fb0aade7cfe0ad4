package dev.shatter.data.published;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.data.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * One file of a published data set: fetched from the first address that gives it, resumed where an earlier try stopped,
 * checked, then put in place as one act.
 *
 * @param name file name
 * @param addresses where it is published, the maker's first
 * @param checksum what it must hash to
 */
record Download(String name, List<URI> addresses, Checksum checksum) {
    /** More than any catalogued file, so that a wrong server cannot fill the disk. */
    private static final long MAX_BYTES = 4L << 30;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Download of(String name, Checksum checksum, String... addresses) {
        return new Download(name, Arrays.stream(addresses).map(URI::create).toList(), checksum);
    }

    /**
     * Puts the file into a folder; does nothing if it is there and right.
     *
     * @throws BadInput if no address gives it whole: what came is kept and the next try goes on from there
     */
    void fetch(Path folder, Progress progress) {
        // One at a time in this process, whose threads share its file locks.
        synchronized (Download.class) {
            locked(folder, progress);
        }
    }

    private void locked(Path folder, Progress progress) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve("." + name + ".part");
            // Two processes that get the same file: the second waits and finds it there.
            try (FileChannel guard = FileChannel.open(
                            folder.resolve("." + name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = guard.lock()) {
                if (lock.isValid() && Files.exists(file) && checksum.matches(file)) {
                    return;
                }
                fetch(file, part, progress);
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
        }
    }

    private void fetch(Path file, Path part, Progress progress) throws IOException {
        String failures = "";
        boolean broken = false;
        for (URI address : addresses) {
            // The second try is for a part file that did not belong to what the server has now.
            for (int attempt = 0; attempt < 2; attempt++) {
                boolean resumed = Files.exists(part) && Files.size(part) > 0;
                try {
                    transfer(address, part, progress);
                } catch (IOException e) {
                    broken = true;
                    failures += "; " + address.getHost() + " answers: " + reason(e);
                    break;
                }
                if (checksum.matches(part)) {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
                Files.delete(part);
                if (!resumed) {
                    failures += "; " + address.getHost() + " gives a file with another " + checksum.algorithm();
                    break;
                }
            }
        }
        long kept = Files.exists(part) ? Files.size(part) : 0;
        String state = broken && kept > 0 ? " (" + kept + " bytes are kept: try again to go on)" : "";
        throw BadInput.in(
                name,
                "cannot be downloaded" + state + ": " + failures.substring(2).replace(";", ","),
                "check the network, or get the file by other means and give it with --from PATH");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void transfer(URI address, Path part, Progress progress) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 416) {
                // Nothing lies beyond what is here: either it is whole or the checksum will say no.
                return;
            }
            if (status != 200 && status != 206) {
                throw new IOException("HTTP status " + status);
            }
            boolean goesOn = status == 206
                    && response.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-");
            if (status == 206 && !goesOn) {
                throw new IOException("a range that was not asked for");
            }
            append(body, part, goesOn ? have : 0, response.headers().firstValueAsLong("Content-Length"), progress);
        }
    }

    /** A full disk is not the server's fault. */
    private static void write(FileChannel out, ByteBuffer bytes, Path part) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(part, e);
        }
    }

    private static void append(InputStream body, Path part, long from, OptionalLong length, Progress progress)
            throws IOException {
        long total = length.isPresent() ? from + length.getAsLong() : 0;
        String what = "downloading " + part.getFileName().toString().replaceAll("^\\.|\\.part$", "");
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from).position(from);
            byte[] chunk = new byte[1 << 16];
            for (int got = body.read(chunk); got >= 0; got = body.read(chunk)) {
                if (out.position() + got > MAX_BYTES) {
                    throw new IOException("more than 4 GiB");
                }
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, got);
                write(out, bytes, part);
                progress.at(what, out.position(), total);
            }
            if (total > 0 && out.position() < total) {
                throw new IOException("the connection broke off");
            }
            out.force(true);
        }
    }
}
