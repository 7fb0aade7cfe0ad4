package dev.shatter.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processor, as the operating system describes it. Loads nothing native.
 *
 * @param processor model name, or the architecture where there is none
 * @param cores logical processors this process may use
 * @param physicalCores cores they are threads of, at most {@code cores}; {@code cores} where that is not known
 * @param features which of {@link #WATCHED} the processor has
 */
public record Machine(String processor, int cores, int physicalCores, List<String> features) {
    /** Instruction sets that decide how fast this project's arithmetic is, as Linux spells them. */
    public static final List<String> WATCHED =
            List.of("avx2", "fma", "avx512f", "avx512_bf16", "amx_tile", "amx_bf16", "asimd", "bf16");

    public Machine {
        features = List.copyOf(features);
    }

    /** This machine; features are empty where there is no {@code /proc/cpuinfo}. */
    public static Machine here() {
        List<String> lines = List.of();
        Path description = Path.of("/proc/cpuinfo");
        try {
            if (Files.isReadable(description)) {
                lines = Files.readAllLines(description);
            }
        } catch (IOException e) {
            // Not Linux, or hidden by a sandbox: nothing is known of the processor then.
            lines = List.of();
        }
        return of(lines, Runtime.getRuntime().availableProcessors());
    }

    /** Reads the lines of a {@code /proc/cpuinfo}. */
    static Machine of(List<String> lines, int cores) {
        String model = value(lines, "model name");
        // x86 lists "flags", Arm lists "Features".
        Set<String> found = new TreeSet<>(Arrays.asList(value(lines, "flags").split("\\s+")));
        found.addAll(Arrays.asList(value(lines, "Features").split("\\s+")));
        return new Machine(
                model.isEmpty() ? System.getProperty("os.arch") : model,
                cores,
                physical(lines, cores),
                WATCHED.stream().filter(found::contains).toList());
    }

    private static int physical(List<String> lines, int cores) {
        Set<String> found = new TreeSet<>();
        String socket = "";
        for (String line : lines) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                found.add(socket + line);
            }
        }
        return found.isEmpty() ? cores : Math.min(cores, found.size());
    }

    public boolean has(String feature) {
        return features.contains(feature);
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
