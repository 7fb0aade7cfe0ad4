package dev.shatter.data;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A labelled data set with its train and test split.
 *
 * @param name for people: the reference it came from
 * @param classes names of the K ≥ 2 classes; labels index this list
 * @param train the sample S
 * @param test held out; never corrupted in its labels
 * @param hash lower-case hexadecimal SHA-256 that fixes the content: of shapes, classes, samples and labels of both
 *     splits, or, of data derived from other data, of their hash and the name of what was done
 * @param origin how the examples came about; no part of the content
 */
public record Dataset(String name, List<String> classes, Split train, Split test, String hash, Origin origin) {
    public Dataset {
        classes = List.copyOf(classes);
        if (!train.inputs().shape().equals(test.inputs().shape())) {
            throw new IllegalArgumentException("train and test shapes differ");
        }
    }

    /** Collected data. */
    public Dataset(String name, List<String> classes, Split train, Split test, String hash) {
        this(name, classes, train, test, hash, Origin.COLLECTED);
    }

    /**
     * Data as a reader found them, checked; collected unless told otherwise.
     *
     * @param where the file or folder to name in messages
     * @throws BadInput if there is a single class, a class without training samples, a label outside 0 … K-1, a value
     *     that is not finite, an empty split, or if the splits differ in shape
     */
    public static Dataset of(String where, String name, List<String> classes, Split train, Split test) {
        if (classes.size() < 2) {
            throw BadInput.in(
                    where,
                    "has the single class '" + String.join("", classes) + "'",
                    "give data of two classes or more");
        }
        if (!train.inputs().shape().equals(test.inputs().shape())) {
            throw BadInput.in(
                    where,
                    "has training samples of shape " + train.inputs().shape() + " and test samples of shape "
                            + test.inputs().shape(),
                    "make them the same size");
        }
        check(where, "train", classes.size(), train);
        check(where, "test", classes.size(), test);
        int[] perClass = train.perClass(classes.size());
        for (int k = 0; k < perClass.length; k++) {
            if (perClass[k] == 0) {
                throw BadInput.in(
                        where,
                        "has no training sample of class '" + classes.get(k) + "'",
                        "add some, or remove the class and number the others from 0");
            }
        }
        return new Dataset(name, classes, train, test, hash(classes, train, test));
    }

    /**
     * Data made from these by a deterministic act: the same hash before and the same act give the same hash.
     *
     * @param act what was done, with all its options and seeds
     */
    public Dataset derived(String act, Split train, Split test) {
        return new Dataset(name + " | " + act, classes, train, test, Json.sha256(hash + "\n" + act), origin);
    }

    /** The same data, of which more is known. */
    public Dataset with(Origin known) {
        return new Dataset(name, classes, train, test, hash, known);
    }

    public Shape shape() {
        return train.inputs().shape();
    }

    public static void checkClasses(String where, List<String> classes) {
        if (classes.size() < 2) {
            throw BadInput.in(
                    where,
                    "has the single class '" + String.join("", classes) + "'",
                    "give data of two classes or more");
        }
    }

    private static void check(String where, String split, int classes, Split data) {
        if (data.count() == 0) {
            throw BadInput.in(where, "has no " + split + " samples", "add some");
        }
        for (int i = 0; i < data.count(); i++) {
            int label = data.labels()[i];
            if (label < 0 || label >= classes) {
                throw BadInput.in(
                        where + ", " + split + " sample " + i,
                        "has label " + label + ", outside 0 to " + (classes - 1),
                        "number the classes from 0 without gaps");
            }
        }
        if (data.inputs().type() == Samples.Type.F32) {
            FloatBuffer values = data.inputs().floats();
            int elements = data.inputs().elements();
            for (int i = 0; i < values.capacity(); i++) {
                if (!Float.isFinite(values.get(i))) {
                    throw BadInput.in(
                            where + ", " + split + " sample " + i / elements + ", value " + i % elements,
                            "is " + values.get(i),
                            "replace values that are not finite before saving the data");
                }
            }
        }
    }

    private static String hash(List<String> classes, Split train, Split test) {
        MessageDigest digest = Json.sha256();
        digest.update(Json.canonical(classes).getBytes(StandardCharsets.UTF_8));
        for (Split split : List.of(train, test)) {
            Samples inputs = split.inputs();
            String head = "\n" + inputs.type() + " " + inputs.count() + "x" + inputs.shape() + "\n";
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            digest.update(inputs.buffer().duplicate());
            ByteBuffer labels = ByteBuffer.allocate(4 * split.count()).order(ByteOrder.LITTLE_ENDIAN);
            labels.asIntBuffer().put(split.labels());
            digest.update(labels);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
