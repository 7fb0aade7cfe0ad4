package dev.shatter.torch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * What computes: for {@code doctor}, {@code --version} and a run's provenance.
 *
 * @param libtorch version, for instance 2.10.0
 * @param blas the library that multiplies matrices: MKL or OpenBLAS
 * @param oneDnn version of oneDNN, which does convolutions, and what was done about it, see {@link OneDnn}
 * @param instructions the instruction set libtorch's own kernels were dispatched to, for instance AVX2
 * @param threads intra-operation threads of this thread
 * @param cuda true if a CUDA device can be used
 * @param machine the processor
 */
public record EngineFacts(
        String libtorch, String blas, String oneDnn, String instructions, int threads, boolean cuda, Machine machine) {

    /** Loads libtorch if that has not happened. */
    public static EngineFacts here() {
        Natives.load();
        String config = text(torch.show_config());
        return new EngineFacts(
                find(config, "TORCH_VERSION=([0-9.]+)"),
                blasInUse(),
                Context.hasMKLDNN()
                        ? find(config, "MKL-DNN v([0-9.]+)") + Natives.oneDnn().remark()
                        : "none",
                find(config, "CPU capability usage: ([A-Za-z0-9_]+)"),
                Threads.used(),
                torch.cuda_is_available(),
                Machine.here());
    }

    private static String text(org.bytedeco.javacpp.BytePointer pointer) {
        try (pointer) {
            return pointer.getString();
        }
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    /**
     * libtorch only knows what it was built with, so this asks the process which library is mapped. MKL stands in under
     * OpenBLAS's file name: its own core library tells.
     */
    private static String blasInUse() {
        MappedLibraries mapped = MappedLibraries.here();
        if (!mapped.files().isEmpty()) {
            return mapped.anyNamed("libmkl_core") ? "MKL" : "OpenBLAS";
        }
        return System.getProperty("org.bytedeco.openblas.load", "").startsWith("mkl") ? "MKL" : "OpenBLAS";
    }
}
