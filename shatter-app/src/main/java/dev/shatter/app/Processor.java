package dev.shatter.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The processor as the operating system describes it; nothing native is loaded to ask.
 *
 * @param model its name
 * @param features those of its instruction sets that decide Shatter's speed, in the kernel's names: {@code avx2 fma
 *     avx512f avx512_bf16 amx_bf16}; empty where the system does not say
 */
public record Processor(String model, List<String> features) {
    /** In ascending order of use: bf16 pays with the last two, see docs/architecture.md. */
    private static final List<String> DECISIVE = List.of(
            "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "asimd", "bf16", "sve");

    public Processor {
        features = List.copyOf(features);
    }

    /** This machine's, from {@code /proc/cpuinfo} where there is one. */
    public static Processor here() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/cpuinfo")));
        } catch (IOException e) {
            return new Processor(System.getProperty("os.arch", "unknown processor"), List.of());
        }
    }

    /** Reads the lines of {@code /proc/cpuinfo}; x86 says "flags", Arm "Features". */
    static Processor parse(List<String> cpuinfo) {
        Set<String> flags = Set.copyOf(Arrays.asList(
                field(cpuinfo, "flags", field(cpuinfo, "Features", "")).split(" ")));
        return new Processor(
                field(cpuinfo, "model name", System.getProperty("os.arch", "unknown processor")),
                DECISIVE.stream().filter(flags::contains).toList());
    }

    private static String field(List<String> cpuinfo, String name, String missing) {
        return cpuinfo.stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(missing);
    }
}
