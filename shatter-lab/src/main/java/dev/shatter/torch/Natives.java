package dev.shatter.torch;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import java.io.IOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The one loader of native code, for every entry point: command line, tests, Spark executors.
 *
 * <p>Libraries are unpacked into a folder of their own under Shatter's home. The first load of a version is held under an
 * exclusive lock, because two processes that unpack into one empty folder at once crash inside {@code dlopen}; once a
 * first tensor has worked, a marker says that later loads need no lock.
 *
 * <p>A PyTorch or CUDA installed on the machine plays no part: each library is loaded after those it needs, so that the
 * system's loader has none to look for.
 *
 * <p>Must run before any class of {@code org.bytedeco} is touched: every class of this room that uses libtorch calls it
 * from its static initialiser. A program calls it first itself, so that its plain error is not wrapped.
 */
public final class Natives {
    /** Version of the JavaCPP presets; names the cache folder and the marker. Matches the root pom. */
    static final String VERSION = "2.10.0-1.5.13";

    private static final String CACHE = "org.bytedeco.javacpp.cachedir";
    private static final String BLAS = "org.bytedeco.openblas.load";
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

    /** In numbers of four bytes. */
    private static final long ALMOST_32_MIB = 8_000_000;

    private static boolean loaded;
    private static OneDnn oneDnn = OneDnn.OFF;

    private Natives() {}

    /**
     * Loads libtorch and its BLAS once; later calls return at once.
     *
     * @throws BadInput if the cache folder cannot be written or a library cannot be loaded
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        Path cache = configure();
        Path marker = cache.resolve(".ready-" + VERSION);
        try {
            if (Files.exists(marker)) {
                start();
            } else {
                Files.createDirectories(cache);
                try (FileChannel file = FileChannel.open(
                                cache.resolve(".first-load"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = file.lock()) {
                    start();
                    if (held.isValid()) {
                        AtomicFiles.write(marker, "A first tensor worked: natives " + VERSION + "\n");
                    }
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(cache, e);
        } catch (LinkageError e) {
            throw BadInput.in(
                    cache.toString(),
                    "libtorch could not be loaded (" + e.getMessage() + ")",
                    "delete this folder and try again; it needs 800 MB, and the platform must be 64-bit",
                    e);
        }
        loaded = true;
    }

    /** What is to be thought of oneDNN here; loads libtorch if that has not happened. */
    public static synchronized OneDnn oneDnn() {
        load();
        return oneDnn;
    }

    /** The folder the libraries are unpacked into: about 800 MB. */
    public static Path cache() {
        String given = System.getProperty(CACHE);
        if (given != null) {
            return Path.of(given);
        }
        return Home.path().resolve("natives").resolve(VERSION);
    }

    /** True if Intel's MKL is on the class path and will stand in for OpenBLAS. */
    static boolean mklOffered() {
        String folder = "/org/bytedeco/mkl/";
        return Natives.class.getResource(folder + "linux-x86_64/libmkl_rt.so.2") != null
                || Natives.class.getResource(folder + "windows-x86_64/mkl_rt.2.dll") != null;
    }

    /** Sets what JavaCPP reads when its first class loads. Nothing of org.bytedeco may have been touched before. */
    private static Path configure() {
        Path cache = cache();
        System.setProperty(CACHE, cache.toString());
        if (System.getProperty(BLAS) == null && mklOffered()) {
            System.setProperty(BLAS, "mkl");
        }
        // Without an extension JavaCPP also loads whatever it finds of the GPU presets on the machine (c10_cuda, which
        // brings a libtorch of its own). No jar has the extension "-cpu"; those without one serve it.
        if (System.getProperty(EXTENSION) == null) {
            System.setProperty(EXTENSION, "-cpu");
        }
        // JavaCPP's limits count the whole process, mapped data included, and answer with garbage collections and
        // pauses: memory is bounded by StepScope instead.
        for (String limit : new String[] {"org.bytedeco.javacpp.maxbytes", "org.bytedeco.javacpp.maxphysicalbytes"}) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "0");
            }
        }
        return cache;
    }

    private static void start() {
        Loader.load(openblas.class);
        if (!System.getProperty(BLAS, "").startsWith("mkl")) {
            // OpenBLAS brings threads of its own, which fight OpenMP's (1,050 against 16,000 images a second).
            openblas.blas_set_num_threads(1);
        }
        dependenciesFirst();
        Loader.load(torch.class);
        // libtorch takes MKL's word for the number of cores, and MKL that of an instruction which some virtual machines
        // do not answer: it then says one.
        int cores = Machine.here().physicalCores();
        if (System.getenv("OMP_NUM_THREADS") == null && torch.get_num_threads() < cores) {
            torch.set_num_threads(cores);
        }
        // Read at libtorch's first allocation: tensors above 2 MB ask Linux for huge pages. A training step of a small
        // Inception then meets 6,000 page faults instead of 80,000, a tenth of its time.
        torch.set_env("THP_MEM_ALLOC_ENABLE", "1", false);
        try (PointerScope scope = new PointerScope()) {
            // glibc gives freed blocks above a threshold back to the system, which clears them when they are asked
            // for again. Freeing a block raises the threshold to its size, up to 32 MiB: a training step of a
            // perceptron then takes an eighth less.
            torch.empty(ALMOST_32_MIB).close();
            Tensor two = torch.ones(2, 2).mm(torch.ones(2, 2));
            if (two.sum().item_float() != 8f) {
                throw new UnsatisfiedLinkError("a first matrix product went wrong");
            }
        }
        oneDnn = OneDnn.settled();
    }

    /**
     * Unpacks and loads what libtorch needs, each library after those it needs itself. JavaCPP's own order has libtorch
     * before libtorch_cpu: at the first load the system's loader then looks for a libtorch_cpu that is not unpacked yet,
     * finds that of an installed PyTorch, and the mixture crashes. A library that is loaded already is looked for nowhere.
     *
     * <p>The BLAS must be loaded: it may be MKL under OpenBLAS's name.
     */
    private static void dependenciesFirst() {
        ClassProperties wanted = Loader.loadProperties(torch.class, Loader.loadProperties(), true);
        List<String> loadedFiles = new ArrayList<>();
        Stream.concat(wanted.get("platform.preload").stream(), Stream.of("c10", "torch_cpu"))
                .forEach(library -> {
                    URL[] bundled = Stream.of(Loader.findLibrary(torch.class, wanted, library))
                            .filter(place -> !place.getProtocol().equals("file"))
                            .toArray(URL[]::new);
                    if (bundled.length > 0) {
                        // Those before it are linked into its folder, where it looks for them by name.
                        String[] before = loadedFiles.toArray(new String[0]);
                        loadedFiles.add(Loader.loadLibrary(torch.class, bundled, library, before));
                    }
                });
    }
}
