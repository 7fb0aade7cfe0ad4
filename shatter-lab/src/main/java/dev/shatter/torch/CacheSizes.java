package dev.shatter.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * oneDNN's idea of the processor's caches, put right where it is wrong.
 *
 * <p>Some virtual machines on AMD processors hide the sizes of the caches (CPUID leaf 8000001D says 'no more caches' at once).
 * oneDNN 3.7 reads three caches of one byte each out of that, plans its copies between memory layouts by them, and these
 * then lose data and write past their end: forward passes and gradients of convolutions are wrong, or NaN, wherever a
 * number of channels is not a multiple of the vector length. oneDNN has sizes of its own for processors whose caches it
 * does not know, and uses them where it knows of no levels: so its number of levels is set to 0.
 *
 * <p>The same fault with caches of size 0, on Arm: <a href="https://github.com/uxlfoundation/oneDNN/issues/5313">oneDNN issue
 * 5313</a>.
 */
final class CacheSizes {
    private static final Path PROCESSOR = Path.of("/sys/devices/system/cpu/cpu0");

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String LIBRARY = "libtorch_cpu.so";

    /** {@code cpu_} in the function {@code dnnl::impl::cpu::x64::cpu()}, an {@code Xbyak::util::Cpu}. */
    private static final String RECORD = "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_";

    /** Places in that record, in ints: first of ten sizes in bytes, first of ten numbers of cores that share, levels. */
    private static final int SIZE = 7;

    private static final int SHARING = 17;
    private static final int LEVELS = 27;

    private CacheSizes() {}

    /** Whether this machine hides the sizes of its caches; false where there is no Linux to ask. */
    static boolean hidden() {
        // The kernel asks by the same instruction, and has no such folder where it found none.
        return Files.isDirectory(PROCESSOR) && !Files.exists(PROCESSOR.resolve("cache"));
    }

    /**
     * Sets the number of levels to 0 where it says three levels of one byte; leaves everything else alone.
     *
     * @return whether it did
     */
    static boolean repair() {
        try {
            Optional<String> mapped;
            try (var lines = Files.lines(MAPS)) {
                mapped = lines.filter(line -> line.endsWith("/" + LIBRARY)).findFirst();
            }
            if (mapped.isEmpty()) {
                return false;
            }
            String line = mapped.get();
            OptionalLong place = ElfSymbols.variable(Path.of(line.substring(line.indexOf('/'))), RECORD);
            if (place.isEmpty()) {
                return false;
            }
            long base = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
            try (Ints record = new Ints(base + place.getAsLong())) {
                boolean asKnown = record.get(LEVELS) == 3
                        && List.of(0, 1, 2).stream()
                                .allMatch(i -> record.get(SIZE + i) == 1 && record.get(SHARING + i) == 1);
                if (asKnown) {
                    record.put(LEVELS, 0);
                }
                return asKnown;
            }
        } catch (IOException e) {
            // Without /proc, or with a library that cannot be read: the check of convolutions has the last word.
            return false;
        }
    }

    /** Memory that belongs to somebody else. */
    private static final class Ints extends IntPointer {
        Ints(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
