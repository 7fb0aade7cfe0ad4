package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.archive.Archive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The official binary archives of CIFAR-10 and CIFAR-100, packed or unpacked: records of one label byte (CIFAR-100: a coarse
 * and a fine one, of which the fine counts) and 3,072 pixel bytes, channel first.
 */
public final class CifarSource implements DataSource {
    private static final Shape SHAPE = Shape.of(3, 32, 32);
    private static final List<String> TEN = IntStream.rangeClosed(1, 5)
            .mapToObj(i -> "data_batch_" + i + ".bin")
            .toList();

    @Override
    public String name() {
        return "cifar";
    }

    @Override
    public String summary() {
        return "the official binary archive of CIFAR-10 or CIFAR-100 (fine labels), tar.gz or unpacked";
    }

    @Override
    public String source() {
        return "Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text("path", null, "the archive, cifar-10-binary.tar.gz say, or its unpacked folder"));
    }

    @Override
    public List<String> paths() {
        return List.of("path");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return Archive.watched(Path.of(variant.text("path")));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        return read(Path.of(variant.text("path")), brief(variant), progress);
    }

    public static Dataset read(Path path, String name, Progress progress) {
        Map<String, byte[]> members = new TreeMap<>();
        Archive.walk(path, (member, in) -> {
            String base = member.substring(member.lastIndexOf('/') + 1);
            if (base.matches("data_batch_\\d\\.bin|test_batch\\.bin|(train|test)\\.bin"
                    + "|batches\\.meta\\.txt|fine_label_names\\.txt")) {
                progress.at("reading " + base, members.size(), 0);
                if (members.put(base, Archive.bytes(in, path, member)) != null) {
                    throw BadInput.in(path, "holds " + base + " twice, in two folders", "give one archive or folder");
                }
            }
        });
        if (members.isEmpty()) {
            throw BadInput.in(
                    path,
                    "holds no CIFAR batches (data_batch_1.bin … and test_batch.bin, or train.bin and test.bin)",
                    "give the official binary archive");
        }
        boolean hundred = members.containsKey("train.bin") || members.containsKey("test.bin");
        List<String> trains = hundred ? List.of("train.bin") : TEN;
        String test = hundred ? "test.bin" : "test_batch.bin";
        List<String> missing = Stream.concat(trains.stream(), Stream.of(test))
                .filter(batch -> !members.containsKey(batch))
                .toList();
        if (!missing.isEmpty()) {
            throw BadInput.in(path, "lacks " + String.join(", ", missing), "get the official binary archive again");
        }
        Split training = split(path, members, trains, hundred);
        Split testing = split(path, members, List.of(test), hundred);
        checkLengths(path, members, trains, test);
        return Dataset.of(path.toString(), name, classes(members, hundred), training, testing);
    }

    /** Officially five batches of training data and one of test data are equally long; CIFAR-100 keeps the five in one file. */
    private static void checkLengths(Path path, Map<String, byte[]> members, List<String> trains, String test) {
        long expected = (trains.size() == 1 ? 5L : 1L) * length(members, test);
        for (String train : trains) {
            if (length(members, train) != expected) {
                throw BadInput.in(
                        path + ", member " + train,
                        "is " + length(members, train) + " bytes long where " + expected + " belong to " + test,
                        "get the official binary archive again");
            }
        }
    }

    private static int length(Map<String, byte[]> members, String name) {
        return members.getOrDefault(name, new byte[0]).length;
    }

    private static List<String> classes(Map<String, byte[]> members, boolean hundred) {
        int count = hundred ? 100 : 10;
        byte[] text = members.get(hundred ? "fine_label_names.txt" : "batches.meta.txt");
        List<String> names = text == null
                ? List.of()
                : new String(text, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return names.size() == count
                ? names
                : IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static Split split(Path path, Map<String, byte[]> members, List<String> names, boolean hundred) {
        int head = hundred ? 2 : 1;
        int record = head + Math.toIntExact(SHAPE.elements());
        int count = 0;
        for (String name : names) {
            int length = length(members, name);
            if (length == 0 || length % record != 0) {
                throw BadInput.in(
                        path + ", member " + name,
                        "is " + length + " bytes long, not a multiple of the record's " + record,
                        "get the archive again");
            }
            count += length / record;
        }
        Samples inputs = Samples.allocate(Samples.Type.U8, SHAPE, count);
        int[] labels = new int[count];
        int at = 0;
        for (String name : names) {
            byte[] bytes = members.getOrDefault(name, new byte[0]);
            for (int from = 0; from < bytes.length; from += record, at++) {
                labels[at] = bytes[from + head - 1] & 0xFF;
                if (labels[at] >= (hundred ? 100 : 10)) {
                    throw BadInput.in(
                            path + ", member " + name + ", byte " + (from + head - 1),
                            "has label " + labels[at] + ", outside 0 to " + (hundred ? 99 : 9),
                            "get the archive again");
                }
                inputs.buffer().put(at * inputs.stride(), bytes, from + head, inputs.stride());
            }
        }
        return new Split(inputs, labels);
    }
}
