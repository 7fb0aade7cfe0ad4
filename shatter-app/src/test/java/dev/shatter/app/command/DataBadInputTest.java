package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Broken and hostile data files through the real command line: each is one sentence, and nothing is left behind. */
class DataBadInputTest {
    @TempDir
    Path folder;

    private Path home;
    private final List<DynamicTest> tests = new ArrayList<>();

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
    }

    @TestFactory
    Stream<DynamicTest> soundFilesAreReadSoTheBrokenOnesFailForTheirFault() {
        sound("idx", "idx:" + Hostile.folder(folder.resolve("idx"), Hostile.mnist()));
        sound("images, folder", "images:" + Hostile.folder(folder.resolve("pictures"), Hostile.pictures()));
        sound("images, zip", "images:" + Hostile.file(folder, "a.zip", Hostile.zip(Hostile.pictures())));
        sound("images, tar", "images:" + Hostile.file(folder, "a.tar", Hostile.tar(Hostile.pictures(), Map.of())));
        sound("npz", "npz:" + Hostile.file(folder, "a.npz", Hostile.zip(Hostile.npz())));
        sound(
                "test labels of one class of four",
                "npz:"
                        + Hostile.file(
                                folder,
                                "d.npz",
                                Hostile.zip(Hostile.with(
                                        Hostile.with(
                                                Hostile.npz(),
                                                "y_train.npy",
                                                Hostile.npy("<i8", "(4,)", Hostile.longs(0, 1, 2, 3))),
                                        "y_test.npy",
                                        Hostile.npy("<i8", "(2,)", Hostile.longs(3, 3))))));
        sound("csv", "csv:" + Hostile.text(folder, "a.csv", csv("1.5")) + ",label=kind,test=0.5");
        sound("cifar", "cifar:" + Hostile.folder(folder.resolve("cifar"), cifar(3073, 0)));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> idx() {
        byte[] images = Hostile.idx(6, 4, 4);
        idx("truncated", "train-images-idx3-ubyte", Hostile.cut(images, 50), "cut short");
        idx("empty file", "train-images-idx3-ubyte", new byte[0], "cut short");
        idx("wrong magic", "train-labels-idx1-ubyte", Hostile.bytes("not an idx file"), "magic number");
        idx("too long", "t10k-images-idx3-ubyte", Hostile.cut(Hostile.idx(4, 4, 4), 81), "more data");
        idx("other count", "train-labels-idx1-ubyte", Hostile.idx(5), "5 labels for 6 images");
        idx("labels for images", "train-images-idx3-ubyte", Hostile.idx(6), "these are labels");
        byte[] huge = Hostile.idx(1, 1, 1);
        huge[4] = 0x7F;
        huge[8] = 0x7F;
        idx("absurd size", "train-images-idx3-ubyte", huge, "train-images");
        byte[] outside = Hostile.idx(4);
        outside[10] = 9;
        idx("test label out of range", "t10k-labels-idx1-ubyte", outside, "label 9");
        idx("single class", "train-labels-idx1-ubyte", oneClass(6), "largest class is 0");

        Path cut = Hostile.folder(folder.resolve("gz"), Hostile.without(Hostile.mnist(), "train-images-idx3-ubyte"));
        Hostile.file(cut, "train-images-idx3-ubyte.gz", Hostile.cut(Hostile.gzip(images), 40));
        refused("gzip cut short", "idx:" + cut, "train-images-idx3-ubyte.gz", "cut short");
        Path missing =
                Hostile.folder(folder.resolve("missing"), Hostile.without(Hostile.mnist(), "t10k-labels-idx1-ubyte"));
        refused("a file is missing", "idx:" + missing, missing, "t10k-labels");
        refused("no such folder", "idx:" + folder.resolve("nowhere"), "nowhere");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> cifarRecords() {
        refused(
                "record of wrong length",
                "cifar:" + Hostile.folder(folder.resolve("a"), cifar(3000, 0)),
                "data_batch_1.bin",
                "3073");
        refused(
                "label out of range",
                "cifar:" + Hostile.folder(folder.resolve("b"), cifar(3073, 77)),
                "data_batch",
                "label 77");
        refused(
                "no batches",
                "cifar:" + Hostile.folder(folder.resolve("c"), Map.of("a.txt", new byte[3])),
                "no CIFAR batches");
        refused(
                "a batch is missing at the end",
                "cifar:" + Hostile.folder(folder.resolve("e"), Hostile.without(cifar(3073, 0), "data_batch_5.bin")),
                "lacks data_batch_5.bin");
        refused(
                "the test batch is missing",
                "cifar:" + Hostile.folder(folder.resolve("f"), Hostile.without(cifar(3073, 0), "test_batch.bin")),
                "lacks test_batch.bin");
        refused(
                "a batch twice",
                "cifar:"
                        + Hostile.folder(
                                folder.resolve("g"),
                                Hostile.with(cifar(3073, 0), "copy/data_batch_2.bin", new byte[30730])),
                "holds data_batch_2.bin twice");
        refused(
                "a short batch",
                "cifar:"
                        + Hostile.folder(
                                folder.resolve("h"), Hostile.with(cifar(3073, 0), "data_batch_2.bin", new byte[3073])),
                "data_batch_2.bin",
                "3073 bytes");
        refused("not an archive", "cifar:" + Hostile.text(folder, "d.tar.gz", "plain text"), "d.tar.gz");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> csvTables() {
        csv("no label column", csv("1.5"), "label=missing", "no column 'missing'");
        csv("NaN", csv("NaN"), "label=kind", "line 3");
        csv("infinite", csv("-inf"), "label=kind", "line 3");
        csv("a missing value", csv(""), "label=kind", "line 3");
        csv("ragged", "a,kind\n1,x\n2\n3,y\n", "label=kind", ".csv");
        csv("header only", "a,kind\n", "label=kind", ".csv");
        csv("empty", "", "label=kind", ".csv");
        csv("one class", "a,kind\n1,x\n2,x\n3,x\n4,x\n", "label=kind", "single class");
        csv("two columns of a name", "a,a,kind\n1,2,x\n", "label=kind", "line 1");
        csv("an unclosed quote", "a,kind\n1,x\n2,\"y\n", "label=kind", ".csv");
        csv("an unknown option", csv("1.5"), "label=kind,sep=x", "no option 'sep'");
        csv("an impossible fraction", csv("1.5"), "label=kind,test=1.5", "out of range");
        refused(
                "bytes, not text",
                "csv:" + Hostile.file(folder, "b.csv", new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1}) + ",label=a",
                "b.csv");
        refused("no label option", "csv:" + folder.resolve("a.csv"), "needs 'label'");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> pictures() {
        pictures(
                "other sizes",
                Hostile.with(Hostile.pictures(), "train/dog/1.png", Hostile.png(7, 6, 1)),
                "train/dog/1.png",
                "7 x 6");
        pictures(
                "undecodable",
                Hostile.with(Hostile.pictures(), "train/dog/1.png", Hostile.bytes("no png")),
                "train/dog/1.png");
        pictures(
                "cut short",
                Hostile.with(Hostile.pictures(), "train/cat/1.png", Hostile.cut(Hostile.png(6, 6, 1), 30)),
                "train/cat/1.png");
        pictures(
                "single class",
                Hostile.without(
                        Hostile.pictures(),
                        "train/dog/0.png",
                        "train/dog/1.png",
                        "train/dog/2.png",
                        "test/dog/0.png",
                        "test/dog/1.png",
                        "test/dog/2.png"),
                "single class 'cat'");
        pictures(
                "no test split",
                Hostile.without(
                        Hostile.pictures(),
                        "test/dog/0.png",
                        "test/dog/1.png",
                        "test/dog/2.png",
                        "test/cat/0.png",
                        "test/cat/1.png",
                        "test/cat/2.png"),
                "no test folder");
        Path empty = Hostile.folder(folder.resolve("empty"), Hostile.pictures());
        assertThat(empty.resolve("train/emu").toFile().mkdir()).isTrue();
        refused("an empty class", "images:" + empty, "emu", "empty class");
        byte[] large = Hostile.png(6, 6, 1);
        // Width in the PNG's header: decoders that trust it allocate 2^31 columns.
        large[16] = 0x7F;
        pictures("an absurd header", Hostile.with(Hostile.pictures(), "train/cat/0.png", large), "train/cat/0.png");
        refused("nothing there", "images:" + folder.resolve("nowhere"), "nowhere", "does not exist");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> archives() {
        for (String evil : new String[] {"../evil.png", "train/../../evil.png", "/evil.png"}) {
            archive(
                    "zip with " + evil,
                    "a.zip",
                    Hostile.zip(Hostile.with(Hostile.pictures(), evil, new byte[1])),
                    "outside");
            archive(
                    "tar with " + evil,
                    "a.tar",
                    Hostile.tar(Hostile.with(Hostile.pictures(), evil, new byte[1]), Map.of()),
                    "outside");
        }
        archive(
                "a link",
                "a.tar",
                Hostile.tar(Hostile.pictures(), Map.of("train/cat/x.png", "/etc/passwd")),
                "is a link");
        archive("a bomb", "a.zip", Hostile.bomb("train/cat/0.png", 400L << 20), "bomb");
        archive("cut short", "a.zip", Hostile.cut(Hostile.zip(Hostile.pictures()), 500), "a.zip");
        archive(
                "a cut tar.gz",
                "a.tar.gz",
                Hostile.cut(Hostile.gzip(Hostile.tar(Hostile.pictures(), Map.of())), 300),
                "a.tar.gz");
        archive("a tar.xz that is none", "a.tar.xz", new byte[100], "a.tar.xz");
        archive("of unknown kind", "a.rar", new byte[100], "known kind");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> arrays() {
        npz("objects", "x_train.npy", Hostile.npy("|O", "(4, 3)", new byte[50]), "Python objects");
        npz("an absurd shape", "x_train.npy", Hostile.npy("<f4", "(99999999999, 99999999999)", new byte[8]), "x_train");
        npz("a negative shape", "x_train.npy", Hostile.npy("<f4", "(-4, 3)", new byte[48]), "NumPy header");
        npz("data cut short", "x_train.npy", Hostile.npy("<f4", "(4, 3)", new byte[40]), "ends before");
        npz(
                "NaN",
                "x_train.npy",
                Hostile.npy("<f4", "(4, 3)", Hostile.floats(1, 2, 3, Float.NaN, 5, 6, 7, 8, 9, 10, 11, 12)),
                "NaN");
        npz(
                "infinity",
                "x_test.npy",
                Hostile.npy("<f4", "(2, 3)", Hostile.floats(1, 2, 3, 4, 5, Float.POSITIVE_INFINITY)),
                "Infinity");
        npz("a label out of range", "y_test.npy", Hostile.npy("<i8", "(2,)", Hostile.longs(0, 5)), "is 5");
        npz("a negative label", "y_train.npy", Hostile.npy("<i8", "(4,)", Hostile.longs(0, 1, -1, 1)), "is -1");
        npz(
                "labels that are no numbers of classes",
                "y_train.npy",
                Hostile.npy("<f4", "(4,)", Hostile.floats(0, 1, 0.5f, 1)),
                "0.5");
        npz(
                "other counts",
                "y_train.npy",
                Hostile.npy("<i8", "(3,)", Hostile.longs(0, 1, 0)),
                "3 labels for 4 samples");
        npz("other shapes in train and test", "x_test.npy", Hostile.npy("<f4", "(2, 2)", new byte[16]), "same size");
        npz("text in place of an array", "x_train.npy", Hostile.bytes("x"), "x_train");
        refused(
                "no such array",
                "npz:" + Hostile.file(folder, "c.npz", Hostile.zip(Hostile.without(Hostile.npz(), "y_train.npy"))),
                "y_train");
        refused(
                "a bomb of zeros",
                "npz:" + Hostile.file(folder, "bomb.npz", Hostile.bomb("x_train.npy", 400L << 20)),
                "x_train");
        byte[] flipped = Hostile.zip(Hostile.npz());
        flipped[60] ^= 1;
        refused("a flipped bit", "npz:" + Hostile.file(folder, "flipped.npz", flipped), "flipped.npz");
        refused("no zip", "npz:" + Hostile.text(folder, "b.npz", "plain text"), "b.npz");
        refused(
                "npy of other counts",
                "npy:"
                        + Hostile.file(folder, "x.npy", Hostile.npy("<f4", "(2, 2)", new byte[16])) + ","
                        + Hostile.file(folder, "y.npy", Hostile.npy("<i8", "(3,)", Hostile.longs(0, 1, 0))),
                "3 labels for 2");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> references() {
        refused("unknown", "mnits", "did you mean 'mnist'");
        refused("empty", "", "data set ''");
        refused("not here", "cifar10", "data get cifar10", "--from PATH");
        refused("an impossible generator", "two-spirals:n=-5", "two-spirals");
        refused("too many values", "idx:a,true,b", "one value too many");
        return tests.stream();
    }

    private void sound(String what, String reference) {
        tests.add(dynamicTest(
                what, () -> Shell.at(home).run("data", "describe", reference).isDone()));
    }

    private void refused(String what, String reference, Object... named) {
        tests.add(dynamicTest(what, () -> {
            Outcome outcome = Shell.at(home).run("data", "describe", reference);
            outcome.isOneSentence(named);
            assertThat(left()).as("data files left behind").isEmpty();
        }));
    }

    /** What stands in the home besides locks and empty folders. */
    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    private void idx(String what, String file, byte[] bytes, Object... named) {
        Path here = folder.resolve(what);
        Hostile.folder(here, Hostile.with(Hostile.mnist(), file, bytes));
        refused(what, "idx:" + here, and(here, named));
    }

    private void csv(String what, String table, String options, Object... named) {
        refused(
                what,
                "csv:" + Hostile.text(folder, what.replaceAll("\\W", "-") + ".csv", table) + "," + options,
                named);
    }

    private void pictures(String what, Map<String, byte[]> files, Object... named) {
        refused(what, "images:" + Hostile.folder(folder.resolve(what), files), named);
    }

    private void archive(String what, String name, byte[] bytes, Object... named) {
        Path file = Hostile.file(folder.resolve(String.valueOf(tests.size())), name, bytes);
        refused(what, "images:" + file, and(file, named));
    }

    private void npz(String what, String array, byte[] bytes, Object... named) {
        Path file = Hostile.file(
                folder, what.replace(' ', '-') + ".npz", Hostile.zip(Hostile.with(Hostile.npz(), array, bytes)));
        refused(what, "npz:" + file, and(file, named));
    }

    private static Object[] and(Path file, Object... named) {
        return Stream.concat(Stream.of(file), Arrays.stream(named)).toArray();
    }

    private static String csv(String value) {
        return "size,colour,kind\n1.0,red,x\n" + value + ",blue,y\n2.5,red,x\n3.5,blue,y\n0.5,red,x\n7,red,y\n";
    }

    private static byte[] oneClass(int count) {
        byte[] labels = Hostile.idx(count);
        for (int i = 8; i < labels.length; i++) {
            labels[i] = 0;
        }
        return labels;
    }

    /** All batches of CIFAR-10 with ten records each, one of every class. */
    private static Map<String, byte[]> cifar(int record, int excess) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : new String[] {
            "data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"
        }) {
            byte[] batch = new byte[10 * record];
            for (int i = 0; i < 10; i++) {
                batch[i * record] = (byte) (i + excess);
                batch[i * record + 1] = (byte) (files.size() * 10 + i);
            }
            files.put(name + ".bin", batch);
        }
        return files;
    }
}
