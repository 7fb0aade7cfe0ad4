package dev.shatter.bench;

import dev.shatter.core.Chance;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.Subset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.stats.Interval;
import dev.shatter.stats.MeanInterval;
import dev.shatter.train.TrainSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Speed of training: the lab's step ({@code auto}) against libtorch's plain one ({@code stock}), on the same network, the
 * same first weights and the same batches.
 *
 * <p>The two take turns, {@link #TURN} steps each, in an order that swaps every turn; the first turn of each only warms up.
 * Afterwards both are evaluated: a speed that costs accuracy would show. Images are those of the data, grey ones repeated
 * in three channels, whitened; at 28x28 pixels they are the input of Zhang et al. 2017.
 */
public final class TrainBench {
    /** What is measured when nothing is named. */
    public static final List<String> NETWORKS = List.of("mlp:512", "mlp:512x3", "alexnet-small", "inception-small");

    /** Steps a turn. */
    static final int TURN = 5;

    /** Arithmetic a seed and way may take, in operations: a minute at 50 GFLOPS. */
    private static final double WORK = 1e12;

    private static final int FEWEST_TURNS = 4;
    private static final int MOST_TURNS = 60;
    private static final int BATCH = 128;
    private static final double LEVEL = 0.95;
    private static final int CHANNELS = 3;

    private final String reference;
    private final Dataset data;

    /**
     * One way's result.
     *
     * @param network the network's reference
     * @param mode {@code stock} or {@code auto}
     * @param imagesPerSecond images trained on a second of training steps, over all seeds
     * @param ratio mean over turns of the stock time over this mode's time; 1 for stock
     * @param ratioInterval its 95 % interval, Student's over the turns' pairs
     * @param testAccuracy mean over seeds after {@code steps} steps
     * @param accuracies test accuracy of each seed
     * @param steps steps a seed
     * @param gigaflops arithmetic done a second in products with weights, see {@link
     *     Architecture#trainingMultiplications}
     */
    public record Row(
            String network,
            String mode,
            double imagesPerSecond,
            double ratio,
            Interval ratioInterval,
            double testAccuracy,
            List<Double> accuracies,
            int steps,
            double gigaflops) {
        public Row {
            accuracies = List.copyOf(accuracies);
        }
    }

    /** Hears how far a contest is. */
    @FunctionalInterface
    public interface Listener {
        void at(double fraction, String what);
    }

    /**
     * A bench on these images.
     *
     * @param reference of images of 28x28 pixels with one or three channels, at least {@code examples} of them
     */
    public TrainBench(DataStore store, String reference, int examples, int tests) {
        Dataset taken = Subset.of(store.open(reference), examples, tests, 1);
        this.reference = reference;
        this.data = taken.shape().channels() == CHANNELS ? taken : coloured(taken);
    }

    /**
     * Runs the contest.
     *
     * @param network a catalogue reference
     * @param seeds how many pairs of networks to train, at least 1
     */
    public List<Row> run(String network, int seeds, Listener listener) {
        TrainSpec spec = TrainSpec.of(
                Experiments.draft("bench", Map.of("data", reference, "net", network, "scaling", "whiten")));
        Architecture architecture = Preparation.architecture(spec, data);
        double rate = spec.optimizer().number("lr");
        int turns = turns(architecture);
        List<Double> stockSeconds = new ArrayList<>();
        List<Double> autoSeconds = new ArrayList<>();
        Map<String, List<Double>> accuracies = new LinkedHashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            try (Contestant stock = new StockTraining(data, Network.create(architecture, seed), spec.optimizer());
                    Contestant auto = new AutoTraining(spec, data, Network.create(architecture, seed))) {
                for (int turn = 0; turn < turns; turn++) {
                    listener.at(((seed - 1.0) * turns + turn) / ((double) seeds * turns), network + ", seed " + seed);
                    int[][] places = places(seed, turn);
                    double first = seconds(turn % 2 == 0 ? stock : auto, places, rate);
                    double second = seconds(turn % 2 == 0 ? auto : stock, places, rate);
                    if (turn > 0) {
                        stockSeconds.add(turn % 2 == 0 ? first : second);
                        autoSeconds.add(turn % 2 == 0 ? second : first);
                    }
                }
                accuracies
                        .computeIfAbsent("stock", k -> new ArrayList<>())
                        .add(stock.test().accuracy());
                accuracies
                        .computeIfAbsent("auto", k -> new ArrayList<>())
                        .add(auto.test().accuracy());
            }
        }
        double[] ones = new double[stockSeconds.size()];
        double[] ratios = new double[stockSeconds.size()];
        Arrays.fill(ones, 1);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = stockSeconds.get(i) / autoSeconds.get(i);
        }
        return List.of(
                row(network, "stock", architecture, stockSeconds, ones, accuracies, turns),
                row(network, "auto", architecture, autoSeconds, ratios, accuracies, turns));
    }

    private Row row(
            String network,
            String mode,
            Architecture architecture,
            List<Double> seconds,
            double[] ratios,
            Map<String, List<Double>> accuracies,
            int turns) {
        double all = seconds.stream().mapToDouble(Double::doubleValue).sum();
        double speed = (double) seconds.size() * TURN * BATCH / all;
        List<Double> reached = accuracies.getOrDefault(mode, List.of());
        return new Row(
                network,
                mode,
                speed,
                Arrays.stream(ratios).average().orElse(Double.NaN),
                MeanInterval.student(ratios, LEVEL),
                reached.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
                reached,
                turns * TURN,
                operations(architecture) * speed / 1e9);
    }

    /** A multiplication and an addition each. */
    private static double operations(Architecture architecture) {
        return 2.0 * architecture.trainingMultiplications();
    }

    private static int turns(Architecture architecture) {
        double turns = WORK / (operations(architecture) * BATCH * TURN);
        return (int) Math.max(FEWEST_TURNS, Math.min(MOST_TURNS, turns));
    }

    private static double seconds(Contestant contestant, int[][] places, double rate) {
        long begun = System.nanoTime();
        for (int[] batch : places) {
            contestant.step(batch, rate);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The batches of a turn: the same for both. */
    private int[][] places(int seed, int turn) {
        int[][] places = new int[TURN][BATCH];
        Chance chance = Chance.of(seed, "bench", turn);
        int n = data.train().count();
        for (int[] batch : places) {
            for (int i = 0; i < BATCH; i++) {
                batch[i] = chance.nextInt(n);
            }
        }
        return places;
    }

    private static Dataset coloured(Dataset grey) {
        return grey.derived("three channels", coloured(grey.train()), coloured(grey.test()));
    }

    private static Split coloured(Split grey) {
        Samples from = grey.inputs();
        Shape shape = Shape.of(CHANNELS, from.shape().height(), from.shape().width());
        Samples to = Samples.allocate(from.type(), shape, from.count());
        byte[] one = new byte[from.stride()];
        byte[] three = new byte[to.stride()];
        for (int i = 0; i < from.count(); i++) {
            from.copy(i, one);
            for (int c = 0; c < CHANNELS; c++) {
                System.arraycopy(one, 0, three, c * one.length, one.length);
            }
            to.set(i, three);
        }
        return new Split(to, grey.labels());
    }
}
