package dev.shatter.proof;

import dev.shatter.data.Split;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The examples a certificate is taken on, looked through for inputs that are there twice: copies are no independent draws.
 *
 * @param count how many examples there are
 * @param repeated how many have the input of an earlier one, byte for byte
 * @param trainedOn how many others have the input of an example that was trained on, of points said to be held out
 * @param fresh ascending places of the rest
 */
record BoundSample(int count, int repeated, int trainedOn, int[] fresh) {
    /**
     * Looks through a sample; equal hashes are compared byte for byte.
     *
     * @param training what must not be in it; null for nothing
     */
    static BoundSample of(Split sample, @Nullable Split training) {
        Set<ByteBuffer> forbidden = new HashSet<>();
        if (training != null) {
            for (int i = 0; i < training.count(); i++) {
                forbidden.add(input(training, i));
            }
        }
        Set<ByteBuffer> seen = new HashSet<>();
        int[] leaked = {0};
        int[] repeated = {0};
        int[] fresh = IntStream.range(0, sample.count())
                .filter(i -> {
                    ByteBuffer input = input(sample, i);
                    if (!seen.add(input)) {
                        repeated[0]++;
                        return false;
                    }
                    leaked[0] += forbidden.contains(input) ? 1 : 0;
                    return !forbidden.contains(input);
                })
                .toArray();
        return new BoundSample(sample.count(), repeated[0], leaked[0], fresh);
    }

    /** A byte buffer hashes and compares by content. */
    private static ByteBuffer input(Split split, int index) {
        int stride = split.inputs().stride();
        return split.inputs().buffer().slice(index * stride, stride);
    }

    /** Whether no input is there twice. */
    boolean whole() {
        return fresh.length == count;
    }

    /**
     * What was found, as the middle of a sentence.
     *
     * @param points what the examples are, in the plural
     */
    String finding(String points) {
        String equal = repeated == 0 ? "" : repeated + " have the input of an earlier one";
        String known = trainedOn == 0 ? "" : trainedOn + " have the input of a training example";
        return "of " + count + " " + points + " " + equal + (repeated > 0 && trainedOn > 0 ? " and " : "") + known;
    }
}
