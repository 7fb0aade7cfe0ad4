package dev.shatter.lab;

import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.core.Json;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.Subjects;
import dev.shatter.measure.Measure;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The front for programmers: one home, and what the command line does as methods. See docs/library.md.
 *
 * <p>Not for several threads at once: libtorch's generator belongs to the whole process.
 */
public final class Shatter {
    private final Path home;
    private final RunStore store;
    private final DataStore data;
    private final ExperimentListener listener;
    private final int threads;

    private Shatter(Path home, ExperimentListener listener, int threads) {
        this.home = home;
        this.store = new RunStore(home.resolve("runs"));
        this.data = new DataStore(home);
        this.listener = listener;
        this.threads = threads;
    }

    /** The laboratory whose runs, data and unpacked libraries lie under {@code home}; nothing is made until something is written. */
    public static Shatter open(Path home) {
        return new Shatter(home.toAbsolutePath().normalize(), ExperimentListener.NONE, 0);
    }

    /** The laboratory that the command line uses: SHATTER_HOME, else {@code ~/.shatter}. */
    public static Shatter open() {
        return open(Home.path());
    }

    /** The same, with somebody who is told how runs come about. */
    public Shatter telling(ExperimentListener other) {
        return new Shatter(home, other, threads);
    }

    /** The same, with so many threads of the numerics; runs repeat to the bit under the same number. */
    public Shatter threads(int count) {
        if (count < 1) {
            throw BadInput.in("threads", count + " is too few", "give at least 1");
        }
        return new Shatter(home, listener, count);
    }

    /** The draft of a training; nothing is run before {@link TrainDraft#run}. */
    public TrainDraft training() {
        return new TrainDraft(this, new LinkedHashMap<>());
    }

    /**
     * A complete spec from fields by name, as in a spec file.
     *
     * @throws BadInput if a field is not known, is missing, or a value is out of its range or not of its type
     */
    public Spec draft(Map<String, Object> fields) {
        return Experiments.draft("draft", fields, new StoreOrigins("draft", store));
    }

    /**
     * The run of a spec: from the store, or made now.
     *
     * @throws BadInput if the spec cannot be run
     */
    public Run run(Spec spec) {
        return lab().run(spec);
    }

    /** The stored runs. */
    public RunStore runs() {
        return store;
    }

    /**
     * Arrays in memory as a data set. They are kept under the home in a file named by their content, so that runs on them can be
     * resumed, measured and repeated later.
     *
     * @param inputs training inputs, one row an example, all of one length
     * @param labels their classes, from 0
     * @param testInputs test inputs, likewise
     * @param testLabels their classes
     * @return the reference, for {@link TrainDraft#data}
     * @throws BadInput if lengths differ or a class is negative
     */
    public String data(float[][] inputs, int[] labels, float[][] testInputs, int[] testLabels) {
        Map<String, HostArray> arrays = new TreeMap<>();
        arrays.put("x_train", matrix("inputs", inputs, labels));
        arrays.put("y_train", HostArray.of(labels, labels.length));
        arrays.put("x_test", matrix("testInputs", testInputs, testLabels));
        arrays.put("y_test", HostArray.of(testLabels, testLabels.length));
        MessageDigest sum = Json.sha256();
        arrays.forEach((name, array) -> {
            sum.update((name + array.shape()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            sum.update(array.view());
        });
        Path file = home.resolve("data").resolve("memory-" + HexFormat.of().formatHex(sum.digest()) + ".npz");
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(home.resolve("data"));
            } catch (IOException e) {
                throw dev.shatter.core.AtomicFiles.unwritable(file, e);
            }
            Npz.write(file, arrays);
        }
        return "npz:" + file.toString().replace("%", "%25").replace(",", "%2C").replace("=", "%3D");
    }

    /**
     * Measures or certificates of a run by name ({@code margins}, {@code certify-occam}), from beside the run or made now and stored
     * there.
     */
    public List<Measurement> measure(Run run, String... names) {
        Lab lab = lab();
        lab.measure(run, List.of(names));
        return Arrays.stream(names)
                .map(name -> Measurements.find(run, name)
                        .orElseThrow(
                                () -> BadInput.in("measure '" + name + "'", "failed on this run", "see 'measure'")))
                .toList();
    }

    /** A measure of one's own on a run; its value is not stored. */
    public Measurement measure(Run run, Measure own) {
        return look(run, subjects -> MeasureRunner.one(subjects.subject(), own));
    }

    /** A run's network with its examples, open while the function looks at it. */
    public <T> T look(Run run, Function<Subjects, T> looking) {
        Natives.load();
        if (threads > 0) {
            Threads.use(threads);
        }
        try (Subjects subjects = Experiments.of(run.spec()).subject(run, data)) {
            return looking.apply(subjects);
        }
    }

    private Lab lab() {
        return new Lab(data, store, new Lab.Build("library", "unknown"), listener, Lab.CHECKPOINTS, threads);
    }

    private static HostArray matrix(String name, float[][] rows, int[] labels) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        if (rows.length == 0 || rows.length != labels.length) {
            throw BadInput.in(
                    name,
                    rows.length + " rows for " + labels.length + " labels",
                    "give one label a row, and at least one");
        }
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw BadInput.in(name + ", row " + i, "has " + rows[i].length + " values, not " + width, "fill it up");
            }
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return HostArray.of(flat, rows.length, width);
    }
}
