package dev.shatter.torch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * libtorch refused an operation. The message names the operation and the shapes it was given, then torch's own first
 * line: {@code layer 3 (dense 512) on [128, 784]: mat1 and mat2 shapes cannot be multiplied (128x784 and 2352x512)}.
 */
public final class TorchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TorchFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure of {@code operation} on {@code inputs}; a failure that is already named stays as it is. */
    public static TorchFailure of(String operation, RuntimeException cause, Tensor... inputs) {
        if (cause instanceof TorchFailure named) {
            return named;
        }
        List<String> shapes =
                Arrays.stream(inputs).map(t -> Arrays.toString(t.shape())).toList();
        String on = shapes.isEmpty() ? "" : " on " + shapes.stream().collect(Collectors.joining(", "));
        return new TorchFailure(operation + on + ": " + firstLine(cause), cause);
    }

    /** What torch says, without the C++ stack that it appends: the first line. */
    public static String firstLine(RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
