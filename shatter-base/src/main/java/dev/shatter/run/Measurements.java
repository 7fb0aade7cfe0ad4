package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured on a run, beside it: {@code <run>/measurements/NAME[,OPTION=VALUE…]@SEED.json}, one file for each measure,
 * its options and its seed, written as one act and sealed by its hash. A new measure never retrains anything.
 *
 * <p>A file that is damaged counts as not measured; measuring again moves it aside.
 */
public final class Measurements {
    /** The seed under which a measure is asked for where none is given. */
    public static final long SEED = 1;

    static final String FOLDER = "measurements";
    private static final String ENDING = ".json";

    /** File systems take names of 255 bytes. */
    private static final int LONGEST = 180;

    private Measurements() {}

    /** Stores a measurement, in place of an earlier one of that measure with those options and that seed. */
    public static void write(Run run, Measurement measurement) {
        Path folder = run.folder().resolve(FOLDER);
        try {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw BadInput.in(folder, "stands where a folder is needed", "move it elsewhere");
            }
            Files.createDirectories(folder);
            Path file = file(run, measurement.reference(), measurement.seed());
            if (FileKind.of(file) != FileKind.MISSING && fault(file).isPresent()) {
                Files.move(file, aside(file));
            }
            Sealed.write(file, Json.mapper().<ObjectNode>valueToTree(measurement));
            AtomicFiles.sweepAbandoned(folder);
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    /** A name that no reader of measurements takes for one. */
    private static Path aside(Path file) {
        for (int k = 1; ; k++) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + k);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                return aside;
            }
        }
    }

    /** The stored measurement of this reference, under the usual seed. */
    public static Optional<Measurement> find(Run run, String reference) {
        return find(run, reference, SEED);
    }

    /**
     * The stored measurement of a measure with its options under a seed; empty if there is none, or it is damaged.
     *
     * @param reference as {@link #canonical} understands it
     */
    public static Optional<Measurement> find(Run run, String reference, long seed) {
        String canonical = canonical(reference);
        Path file = file(run, canonical, seed);
        try {
            if (FileKind.of(file) != FileKind.REGULAR) {
                return Optional.empty();
            }
            return Optional.of(read(file)).filter(found -> found.reference().equals(canonical) && found.seed() == seed);
        } catch (BadInput e) {
            return Optional.empty();
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read", "give yourself read access", e);
        }
    }

    /**
     * A reference {@code name[:option=value,…]} or {@code name[,option=value,…]} as {@link Measurement#reference} writes it. It names
     * every option that is not at its default, and no other.
     */
    public static String canonical(String reference) {
        String[] parts = reference.split("[:,]", 2);
        return parts.length == 1
                ? reference
                : parts[0] + "," + Stream.of(parts[1].split(",", -1)).sorted().collect(Collectors.joining(","));
    }

    /** All of a run's measurements that are as they were written, by file name. */
    public static List<Measurement> all(Run run) {
        List<Measurement> all = new ArrayList<>();
        for (Path file : files(run)) {
            try {
                all.add(read(file));
            } catch (BadInput | IOException e) {
                // As in find: what is damaged counts as not measured.
            }
        }
        return all;
    }

    /** What is wrong with a run's measurements, a clause each. */
    static List<String> faults(Run run) {
        List<String> faults = new ArrayList<>();
        for (Path file : files(run)) {
            fault(file).ifPresent(fault -> faults.add(FOLDER + "/" + file.getFileName() + " " + fault));
        }
        return faults;
    }

    private static Optional<String> fault(Path file) {
        try {
            Measurement found = read(file);
            return String.valueOf(file.getFileName()).equals(name(found.reference(), found.seed()))
                    ? Optional.empty()
                    : Optional.of("is the measurement of something else");
        } catch (BadInput e) {
            return Optional.of("is not what was written");
        } catch (IOException e) {
            return Optional.of("cannot be read");
        }
    }

    private static List<Path> files(Run run) {
        Path folder = run.folder().resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.endsWith(ENDING) && !name.startsWith(".");
                    })
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw BadInput.in(folder.toString(), "cannot be read", "give yourself read access", e);
        }
    }

    private static Measurement read(Path file) throws IOException {
        try {
            return Json.mapper().treeToValue(Sealed.opened(file, Sealed.read(file)), Measurement.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw BadInput.in(file.toString(), "is not a measurement", "measure again", e);
        }
    }

    static Path file(Run run, String reference, long seed) {
        return run.folder().resolve(FOLDER).resolve(name(reference, seed));
    }

    private static String name(String reference, long seed) {
        StringBuilder name = new StringBuilder();
        for (byte b : reference.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || "-_.,=".indexOf(b) >= 0;
            // Capitals are escaped too: some file systems do not tell them from small letters.
            name.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b));
        }
        String whole = name.length() <= LONGEST
                ? name.toString()
                : name.substring(0, LONGEST - 17) + "~" + Json.sha256(reference).substring(0, 16);
        return whole + "@" + seed + ENDING;
    }
}
