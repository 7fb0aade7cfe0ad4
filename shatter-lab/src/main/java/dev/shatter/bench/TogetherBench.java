package dev.shatter.bench;

import dev.shatter.core.Chance;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.train.TrainSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Speed of small networks: one at a time in fp32 and as {@code auto} chooses, and many at once, each beside the plain step
 * ({@link PlainTraining}) on the same data.
 *
 * <p>The ways take turns of about the same number of examples, in an order that swaps every turn; the first turn of each only
 * warms up. A ratio is the median over turns of the plain step's time an example over this way's.
 */
public final class TogetherBench {
    /** Batch of every network. */
    static final int BATCH = 64;

    private static final int TURNS = 9;

    /** Batches a turn for each network that is trained at once, so that no turn is shorter than a clock's trembling. */
    private static final int BATCHES = 8;

    private static final int TESTS = 1000;

    private final DataStore store;
    private final int together;

    /**
     * What is measured.
     *
     * @param network a catalogue reference
     * @param data a data reference
     * @param subset training examples taken; 0 = all
     */
    public record Case(String network, String data, int subset) {}

    /** What is measured when nothing is named: few inputs, many inputs, and a convolution. */
    public static final List<Case> CASES = List.of(
            new Case("mlp:100", "mnist-1d", 0),
            new Case("mlp:64", "fashion-mnist-12k", 4000),
            new Case("cnn:8-8", "fashion-mnist-12k", 4000));

    /**
     * One way's result.
     *
     * @param network the network's reference
     * @param data the data's reference
     * @param mode {@code plain}, {@code alone-fp32}, {@code alone-auto} or {@code together}
     * @param examplesPerSecond examples trained on a second of training steps, over all networks of the way
     * @param ratio to the plain step
     */
    public record Row(String network, String data, String mode, double examplesPerSecond, double ratio) {}

    /**
     * A bench over these data.
     *
     * @param together networks at once, at least 1
     */
    public TogetherBench(DataStore store, int together) {
        this.store = store;
        this.together = together;
    }

    /** One way of training, in turns. */
    interface Way extends AutoCloseable {
        /** Trains on so many batches of so many examples; the batches trained on. */
        int turn(int batches, Chance chance);

        @Override
        void close();
    }

    /** Measures a case. */
    public List<Row> run(Case asked, TrainBench.Listener listener) {
        Map<String, Way> ways = new LinkedHashMap<>();
        Map<String, double[]> seconds = new LinkedHashMap<>();
        try {
            ways.put("plain", alone(asked, "fp32", true));
            ways.put("alone-fp32", alone(asked, "fp32", false));
            ways.put("alone-auto", alone(asked, "auto", false));
            ways.put("together", together(asked));
            ways.keySet().forEach(mode -> seconds.put(mode, new double[TURNS - 1]));
            for (int turn = 0; turn < TURNS; turn++) {
                List<String> order = new ArrayList<>(ways.keySet());
                if (turn % 2 == 1) {
                    Collections.reverse(order);
                }
                for (String mode : order) {
                    listener.at((double) turn / TURNS, asked.network() + ", " + mode);
                    double each = seconds(Objects.requireNonNull(ways.get(mode)), Chance.of(1, "bench", turn));
                    if (turn > 0) {
                        Objects.requireNonNull(seconds.get(mode))[turn - 1] = each;
                    }
                }
            }
        } finally {
            ways.values().forEach(Way::close);
        }
        double[] plain = Objects.requireNonNull(seconds.get("plain"));
        List<Row> rows = new ArrayList<>();
        seconds.forEach((mode, own) -> {
            double[] ratios = new double[own.length];
            Arrays.setAll(ratios, i -> plain[i] / own[i]);
            rows.add(new Row(asked.network(), asked.data(), mode, 1 / median(own), median(ratios)));
        });
        return rows;
    }

    /** Seconds an example. */
    private double seconds(Way way, Chance chance) {
        long begun = System.nanoTime();
        int batches = way.turn(BATCHES * together, chance);
        return (System.nanoTime() - begun) / 1e9 / ((double) batches * BATCH);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static TrainSpec spec(Case asked, String precision) {
        return TrainSpec.of(Experiments.draft(
                "bench",
                Map.of(
                        "data",
                        asked.data(),
                        "net",
                        asked.network(),
                        "precision",
                        precision,
                        "batch",
                        BATCH,
                        "subset",
                        asked.subset(),
                        "test-subset",
                        asked.subset() == 0 ? 0 : TESTS)));
    }

    private Way alone(Case asked, String precision, boolean plain) {
        TrainSpec spec = spec(asked, precision);
        Dataset data = Preparation.dataset(spec, store.open(spec.data()));
        Network network = Network.create(Preparation.architecture(spec, data), 1);
        Contestant contestant = plain ? new PlainTraining(spec, data, network) : new AutoTraining(spec, data, network);
        double rate = spec.optimizer().number("lr");
        int n = data.train().count();
        return new Way() {
            @Override
            public int turn(int batches, Chance chance) {
                for (int i = 0; i < batches; i++) {
                    contestant.step(places(chance, n), rate);
                }
                return batches;
            }

            @Override
            public void close() {
                contestant.close();
            }
        };
    }

    private Way together(Case asked) {
        TrainSpec spec = spec(asked, "fp32");
        Dataset data = Preparation.dataset(spec, store.open(spec.data()));
        Architecture architecture = Preparation.architecture(spec, data);
        return new CohortTraining(spec, Preparation.of(spec, data, architecture).examples(), architecture, together);
    }

    static int[] places(Chance chance, int n) {
        int[] places = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            places[i] = chance.nextInt(n);
        }
        return places;
    }
}
