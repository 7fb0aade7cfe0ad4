package dev.shatter.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was fixed about a claim, when, and which seeds somebody had seen by then.
 *
 * <p>Registrations are data, a line each in {@code registrations.tsv}. A line is bound to its claim by a fingerprint of
 * everything that decides it: sentence, statistic, range, criterion and justification; for a study's seeds, how many each
 * part and network has at each scale. A claim that is changed is therefore no longer registered until somebody writes a
 * new line with a new version and date, and with the seeds at which results had been looked at before.
 *
 * @param study the study's name
 * @param subject the claim's name, or {@link #SEEDS} for the study's numbers of seeds
 * @param version from 1
 * @param date when it was fixed
 * @param seen first seeds of the runs that had been looked at by then: what they say is no test of this version
 * @param fingerprint 16 hexadecimal digits
 */
public record Registration(
        String study, String subject, int version, LocalDate date, List<Long> seen, String fingerprint) {
    /** Stands for a study's numbers of seeds where a claim's name would stand. */
    public static final String SEEDS = "(seeds)";

    private static final String FILE = "registrations.tsv";

    private static final Map<String, Registration> ALL = read();

    public Registration {
        seen = List.copyOf(seen);
    }

    /** The registration of a claim as it is now; empty if it is not registered, or was changed since. */
    public static Optional<Registration> of(Study study, Claim claim) {
        return find(study.name(), claim.name(), fingerprint(claim));
    }

    /** The registration of a study's numbers of seeds as they are now. */
    public static Optional<Registration> ofSeeds(Study study) {
        return find(study.name(), SEEDS, fingerprint(study));
    }

    private static Optional<Registration> find(String study, String subject, String fingerprint) {
        return Optional.ofNullable(ALL.get(study + "\t" + subject))
                .filter(registration -> registration.fingerprint().equals(fingerprint));
    }

    /** All lines that are written down, whether or not they still fit. */
    public static List<Registration> all() {
        return List.copyOf(ALL.values());
    }

    /** Whether runs of these settings had been looked at when this was fixed. */
    public boolean saw(Settings settings) {
        return seen.contains(settings.firstSeed());
    }

    /** In a report: version, date, and what had been seen. */
    String words(Settings settings) {
        return "Registered as version " + version + " on " + date
                + (saw(settings)
                        ? ", after these seeds had been looked at: a run with fresh ones (`--first-seed " + fresh()
                                + "`) confirms"
                        : seen.isEmpty() ? "" : ", before these seeds were looked at");
    }

    /** A first seed that nobody has looked at, in hundreds and one. */
    private long fresh() {
        return seen.stream().mapToLong(Long::longValue).max().orElse(0) / 100 * 100 + 101;
    }

    static String fingerprint(Claim claim) {
        return digest(String.join(
                "\n",
                claim.name(),
                claim.text(),
                claim.statistic(),
                claim.range().words(),
                claim.criterion().words(),
                claim.justification()));
    }

    static String fingerprint(Study study) {
        TreeSet<String> lines = new TreeSet<>();
        for (Scale scale : Scale.values()) {
            Map<String, TreeSet<Long>> seeds = new TreeMap<>();
            for (Trial trial : study.trials(Settings.at(scale))) {
                seeds.computeIfAbsent(trial.part() + "/" + trial.network(), k -> new TreeSet<>())
                        .add(trial.seed());
            }
            seeds.forEach((part, own) -> lines.add(scale.word() + "/" + part + "=" + own.size()));
        }
        return digest(String.join("\n", lines));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The line in the file. */
    String line() {
        return String.join(
                "\t",
                study,
                subject,
                String.valueOf(version),
                date.toString(),
                seen.stream().map(String::valueOf).collect(Collectors.joining(",")),
                fingerprint);
    }

    private static Map<String, Registration> read() {
        Map<String, Registration> all = new LinkedHashMap<>();
        try (InputStream in = Registration.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the registrations of claims are missing from this installation");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList()) {
                Registration one = parse(line);
                if (all.put(one.study() + "\t" + one.subject(), one) != null) {
                    throw new IllegalStateException("registered twice: " + line);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the registrations of claims cannot be read", e);
        }
        return all;
    }

    private static Registration parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 6) {
            throw new IllegalStateException("not a registration: " + line);
        }
        List<Long> seen = new ArrayList<>();
        for (String seed : fields[4].isEmpty() ? new String[0] : fields[4].split(",", -1)) {
            seen.add(Long.parseLong(seed));
        }
        return new Registration(
                fields[0], fields[1], Integer.parseInt(fields[2]), LocalDate.parse(fields[3]), seen, fields[5]);
    }
}
