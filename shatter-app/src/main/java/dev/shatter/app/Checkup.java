package dev.shatter.app;

import com.sun.management.OperatingSystemMXBean;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.torch.ConvolutionCheck;
import dev.shatter.torch.EngineFacts;
import dev.shatter.torch.Machine;
import dev.shatter.torch.MappedLibraries;
import dev.shatter.torch.MatrixProduct;
import dev.shatter.torch.Natives;
import dev.shatter.torch.OneDnn;
import dev.shatter.torch.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks over a machine: can Shatter work here, how fast, and what would help? */
public final class Checkup {
    private static final double GB = 1e9;
    /** The quickstart's networks and data in fp32 with their gradients stay below this. */
    private static final double LEAST_MEMORY = 2 * GB;

    private static final double GOOD_MEMORY = 6 * GB;
    /** Unpacked libtorch and MKL take 0.8 GB. */
    private static final double NATIVES_ROOM = 0.8 * GB;
    /** A few hundred stored runs of small networks, or the download of one data set. */
    private static final double RUNS_ROOM = 0.2 * GB;

    private static final int PRODUCT_SIZE = 1024;
    /** Rounding of a product of this size is about 10⁻⁶ in fp32 and 10⁻² in bf16: see {@link MatrixProduct}. */
    private static final double FP32_ERROR = 1e-4;

    private static final double BF16_ERROR = 0.1;

    private final Path home;
    private final List<Diagnosis> findings = new ArrayList<>();

    private Checkup(Path home) {
        this.home = home;
    }

    /** All findings, in the order in which one would fix them. Loads libtorch, multiplies two matrices and convolves. */
    public static List<Diagnosis> of(Path home) {
        Checkup checkup = new Checkup(home);
        checkup.java();
        checkup.processor(Machine.here());
        checkup.memory(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));
        boolean writable = checkup.home();
        checkup.disk();
        if (writable) {
            checkup.numerics();
        }
        return List.copyOf(checkup.findings);
    }

    private void java() {
        Runtime.Version version = Runtime.version();
        String text = version + " (" + System.getProperty("java.vendor") + ")";
        findings.add(
                "64".equals(System.getProperty("sun.arch.data.model", "64"))
                        ? Diagnosis.ok("java", text)
                        : Diagnosis.bad("java", text + ", 32 bits", "install a 64-bit JDK, 17 or later"));
    }

    private void processor(Machine machine) {
        String text = machine.processor() + ", " + machine.cores() + " cores: " + String.join(" ", machine.features());
        if (Precision.AUTO.on(machine) == Precision.BF16) {
            findings.add(Diagnosis.ok("processor", text));
        } else {
            findings.add(
                    Diagnosis.note(
                            "processor",
                            text,
                            "training runs in fp32; bf16 pays on processors with AMX or AVX512-BF16, with 2 to 3 times the speed"));
        }
    }

    private void memory(OperatingSystemMXBean system) {
        double total = system.getTotalMemorySize();
        double free = system.getFreeMemorySize();
        String text = gigabytes(total) + ", " + gigabytes(free) + " unused";
        Diagnosis finding = total < LEAST_MEMORY
                ? Diagnosis.bad("memory", text, "at least " + gigabytes(LEAST_MEMORY) + " are needed")
                : total < GOOD_MEMORY
                        ? Diagnosis.note("memory", text, "keep to small networks and subsets")
                        : Diagnosis.ok("memory", text);
        findings.add(finding.with(Map.of("bytes", total, "unusedBytes", free)));
    }

    private boolean home() {
        Path probe = home.resolve(".doctor-" + ProcessHandle.current().pid());
        try {
            AtomicFiles.write(probe, "written by 'shatter doctor'\n");
            Files.delete(probe);
            findings.add(Diagnosis.ok("home", home + ", writable"));
            return true;
        } catch (BadInput e) {
            findings.add(Diagnosis.bad(
                    "home",
                    home + " cannot be written",
                    "set SHATTER_HOME to a folder of yours, or give yourself access to this one"));
        } catch (IOException e) {
            findings.add(Diagnosis.bad("home", probe + " was written but cannot be removed", "remove it by hand"));
        }
        return false;
    }

    private void disk() {
        Path there = home;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            double free = Files.getFileStore(there).getUsableSpace();
            double needed = RUNS_ROOM + (Files.isDirectory(Natives.cache()) ? 0 : NATIVES_ROOM);
            String text = gigabytes(free) + " free";
            Diagnosis finding = free >= needed
                    ? Diagnosis.ok("disk", text)
                    : Diagnosis.bad(
                            "disk",
                            text,
                            "free " + gigabytes(needed) + " or set SHATTER_HOME to a folder on another disk");
            findings.add(finding.with(Map.of("freeBytes", free)));
        } catch (IOException e) {
            findings.add(Diagnosis.note("disk", there + ": its free space is not known", "see that 1 GB is free"));
        }
    }

    private void numerics() {
        EngineFacts facts;
        try {
            facts = EngineFacts.here();
        } catch (BadInput e) {
            findings.add(Diagnosis.bad("libtorch", e.sentence(), "fix that and ask again"));
            return;
        }
        findings.add(Diagnosis.ok(
                "libtorch",
                facts.libtorch() + ", oneDNN " + facts.oneDnn() + ", kernels for " + facts.instructions() + ", "
                        + facts.threads() + " threads" + (facts.cuda() ? ", CUDA" : "")));
        List<Path> foreign = MappedLibraries.here().foreign(Natives.cache());
        if (!foreign.isEmpty()) {
            findings.add(Diagnosis.note(
                    "foreign libraries",
                    foreign.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "they can crash Shatter: take their folders out of LD_LIBRARY_PATH and LD_PRELOAD"));
        }
        boolean slow = !facts.blas().equals("MKL") && !facts.machine().has("asimd");
        findings.add(
                slow
                        ? Diagnosis.note(
                                "BLAS",
                                facts.blas(),
                                "MKL is faster here: start through ./shatter, or set org.bytedeco.openblas.load=mkl")
                        : Diagnosis.ok("BLAS", facts.blas()));
        product(Precision.FP32, FP32_ERROR);
        convolution(Precision.FP32, FP32_ERROR);
        if (Precision.AUTO.here() == Precision.BF16) {
            product(Precision.BF16, BF16_ERROR);
            convolution(Precision.BF16, BF16_ERROR);
        }
    }

    private void product(Precision precision, double tolerance) {
        MatrixProduct product = MatrixProduct.measure(PRODUCT_SIZE, precision);
        String check = "product, " + precision.text();
        String text = PlainFormat.of(
                "%d × %d at %.0f GFLOPS, relative error %.0e",
                PRODUCT_SIZE, PRODUCT_SIZE, product.gflops(), product.error());
        Diagnosis finding = product.error() <= tolerance
                ? Diagnosis.ok(check, text)
                : Diagnosis.bad(check, text, "the arithmetic is wrong: delete " + Natives.cache() + " and ask again");
        findings.add(finding.with(Map.of("gflops", product.gflops(), "relativeError", product.error())));
    }

    private void convolution(Precision precision, double tolerance) {
        double error = ConvolutionCheck.error(precision);
        String check = "convolution, " + precision.text();
        String text = PlainFormat.of("outputs and gradients, relative error %.0e", error);
        Diagnosis finding = error > tolerance
                ? Diagnosis.bad(
                        check, text, "its numbers are wrong on this processor: train perceptrons only, and tell us")
                : Natives.oneDnn() == OneDnn.OFF
                        ? Diagnosis.note(
                                check, text, "oneDNN's are wrong on this processor, so libtorch's slower ones are used")
                        : Diagnosis.ok(check, text);
        findings.add(finding.with(Map.of("relativeError", error)));
    }

    private static String gigabytes(double bytes) {
        return PlainFormat.of("%.1f GB", bytes / GB);
    }
}
