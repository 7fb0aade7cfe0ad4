package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks trained at once against each of them alone. */
class CohortTest {
    private static final Shape SHAPE = Shape.of(1, 8, 8);
    private static final int CLASSES = 4;
    private static final int COUNT = 120;
    private static final int BATCH = 24;
    private static final int STEPS = 20;
    private static final Loss LOSS = Losses.CATALOGUE.get("cross-entropy");

    /** As an executor's groups differ: seed, labels, inputs, learning rate, decay, dropout, order. */
    private record Member(String reference, int seed, Variant optimizer, Batches examples, double rate) {
        Network network() {
            return Network.create(Networks.architecture(reference, SHAPE, CLASSES), seed);
        }

        int[] places(int step) {
            int[] order = Chance.of(seed, "order", step / 5).permutation(COUNT);
            return Arrays.copyOfRange(order, step % 5 * BATCH, step % 5 * BATCH + BATCH);
        }

        long noise(int step) {
            return Chance.seed(seed, "step", step);
        }
    }

    private static Member member(String reference, int seed, String optimizer) {
        Samples samples = Samples.allocate(Samples.Type.F32, SHAPE, COUNT);
        // Two of three see the same inputs.
        Chance chance = Chance.of(seed == 2 ? 2 : 1, "inputs");
        Chance labels = Chance.of(seed, "labels");
        int[] classes = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            float[] x = new float[64];
            for (int j = 0; j < 64; j++) {
                x[j] = (float) chance.nextGaussian();
            }
            samples.set(i, x);
            classes[i] = labels.nextInt(CLASSES);
        }
        boolean images = reference.startsWith("cnn");
        InputFormat format = new InputFormat(SHAPE, 0, false, null, images, false);
        Batches examples = Batches.of(new Split(samples, classes), format, List.of());
        return new Member(reference, seed, Optimizers.CATALOGUE.parse(optimizer), examples, 0.02 * seed);
    }

    private static float[] alone(Member member) {
        try (Network network = member.network();
                Optimizer optimizer =
                        Optimizers.CATALOGUE.get(member.optimizer()).create(member.optimizer(), network);
                TrainingStep step = new TrainingStep(network, LOSS, optimizer, false)) {
            for (int i = 0; i < STEPS; i++) {
                try (StepScope scope = StepScope.open()) {
                    Generators.use(member.noise(i));
                    step.run(member.examples().take(member.places(i)), member.rate(), false);
                }
            }
            return values(network);
        }
    }

    /** Parameters and statistics. */
    private static float[] values(Network network) {
        List<float[]> all = new ArrayList<>(List.of(Tensors.floats(network.flat())));
        network.buffers().values().forEach(buffer -> all.add(Tensors.floats(buffer)));
        float[] joined = new float[all.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : all) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mlp:16x2|mlp:16x2|sgd:momentum=0.9,weight-decay=0.01|sgd:momentum=0.9",
                "mlp:16,dropout=0.3|mlp:16,dropout=0.5|sgd:momentum=0.9,nesterov=true|sgd:momentum=0.9,nesterov=true",
                "mlp:16x2,activation=gelu|mlp:16x2,activation=gelu|adam|adam:weight-decay=0.01",
                "cnn:4-6|cnn:4-6|adamw|adamw:weight-decay=0.1",
                "cnn:4-6,bn=true|cnn:4-6,bn=true|sgd:momentum=0|sgd:momentum=0",
                "resnet:3-4,norm=layer|resnet:3-4,norm=layer|sgd:momentum=0.5|sgd:momentum=0.5"
            })
    void eachLearnsWhatItLearnsAlone(String one, String other, String first, String second) {
        List<Member> members = List.of(member(one, 1, first), member(other, 2, second), member(one, 3, second));
        List<Network> networks = members.stream().map(Member::network).toList();
        List<Batches> sets = members.stream().map(Member::examples).toList();
        List<Variant> options = members.stream().map(Member::optimizer).toList();
        try (Pool pool = new Pool(sets);
                Cohort cohort = new Cohort(networks);
                Optimizer rule =
                        Optimizers.CATALOGUE.get(options.get(0)).create(options, Map.of("theta", cohort.theta()));
                CohortStep step = new CohortStep(cohort, LOSS, rule)) {
            double[] rates = members.stream().mapToDouble(Member::rate).toArray();
            for (int i = 0; i < STEPS; i++) {
                int at = i;
                int[][] places =
                        members.stream().map(member -> member.places(at)).toArray(int[][]::new);
                long[] noise =
                        members.stream().mapToLong(member -> member.noise(at)).toArray();
                try (StepScope scope = StepScope.open();
                        Pool.Order order = pool.order(new int[] {0, 1, 2}, places, BATCH)) {
                    step.run(pool.take(order, 0), rates, noise, false);
                }
            }
            cohort.write();
        }
        for (int i = 0; i < members.size(); i++) {
            float[] alone = alone(members.get(i));
            float[] together = values(networks.get(i));
            double apart = 0;
            double size = 0;
            for (int j = 0; j < alone.length; j++) {
                apart += Math.pow(alone[j] - together[j], 2);
                size += Math.pow(alone[j], 2);
            }
            assertThat(Math.sqrt(apart / size)).as("network " + i).isLessThan(1e-5);
        }
        networks.forEach(Network::close);
        sets.forEach(Batches::close);
    }
}
