package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop by itself, with a learner that is no network. */
class LoopTest {
    private static final Variant LINEAR = Schedules.CATALOGUE.parse("linear");
    private static final Streams STREAMS =
            new Streams(epoch -> Chance.of(7, "order", epoch), at -> Chance.seed(7, "noise", at.step()));

    @TempDir
    private Path folder;

    /** Adds up batches, factors and draws in a tensor and a number; dies on request. */
    private static final class Sum implements Learner, AutoCloseable {
        private final Tensor sum;
        private final List<long[]> batches = new ArrayList<>();
        private final List<Double> factors = new ArrayList<>();
        private double total;
        private long lives = Long.MAX_VALUE;
        private int most = Integer.MAX_VALUE;
        private int passes;

        Sum() {
            try (StepScope scope = StepScope.open()) {
                sum = scope.keep(Tensors.of(new double[] {0, 1}, 2));
            }
        }

        @Override
        public void step(Batch batch, double factor, Moment at) {
            long[] labels = Tensors.longs(batch.labels());
            batches.add(labels);
            factors.add(factor);
            double seen = Arrays.stream(labels).sum() * factor + torch.rand(1).item_double();
            sum.mul_(new Scalar(0.9)).add_(new Scalar(seen));
            total = total / 3 + seen;
        }

        @Override
        public void stepped(Moment at) {
            if (--lives == 0) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void passed(Moment at) {
            passes = at.epoch();
        }

        @Override
        public boolean goesOn() {
            return passes < most;
        }

        @Override
        public Map<String, Tensor> state() {
            return Map.of("sum", sum);
        }

        @Override
        public void remember(ObjectNode memory) {
            memory.put("total", total);
            memory.put("passes", passes);
        }

        @Override
        public void recall(JsonNode memory) {
            total = memory.required("total").asDouble();
            passes = memory.required("passes").asInt();
        }

        double[] result() {
            double[] values = Tensors.doubles(sum);
            return new double[] {values[0], values[1], total};
        }

        @Override
        public void close() {
            sum.close();
        }
    }

    /** The label of an example is its place. */
    private static Batches examples(int count) {
        Samples samples = Samples.allocate(Samples.Type.U8, Shape.of(1), count);
        InputFormat format = new InputFormat(Shape.of(1), 0, false, null, false, false);
        return Batches.of(new Split(samples, IntStream.range(0, count).toArray()), format, List.of());
    }

    private Moment run(Sum sum, int count, Course course, Checkpoints checkpoints) {
        try (Batches examples = examples(count)) {
            return new Loop(course, examples, sum, checkpoints, "sum").run();
        }
    }

    @Test
    void everyPassTakesFullBatchesOfItsOwnOrder() {
        try (Sum sum = new Sum()) {
            Moment end = run(sum, 11, Course.full(4, 3, LINEAR, STREAMS), Checkpoints.NONE);
            assertThat(end.step()).isEqualTo(6).isEqualTo(end.steps());
            assertThat(end.epoch()).isEqualTo(3);
            for (int pass = 0; pass < 3; pass++) {
                int[] order = Chance.of(7, "order", pass).permutation(11);
                for (int i = 0; i < 2; i++) {
                    assertThat(Arrays.stream(sum.batches.get(2 * pass + i)).mapToInt(Math::toIntExact))
                            .containsExactly(Arrays.stream(order, 4 * i, 4 * i + 4)
                                    .boxed()
                                    .toArray(Integer[]::new));
                }
            }
            assertThat(sum.factors).containsExactly(1.0, 1 - 0.5 / 3, 1 - 1.0 / 3, 0.5, 1 - 2.0 / 3, 1 - 2.5 / 3);
        }
    }

    @Test
    void whatFillsNoBatchMakesASmallerOneWhereAsked() {
        try (Sum sum = new Sum()) {
            run(sum, 11, new Course(4, true, 1, LINEAR, STREAMS), Checkpoints.NONE);
            assertThat(sum.batches).extracting(batch -> batch.length).containsExactly(4, 4, 3);
            assertThat(sum.batches.stream().flatMapToLong(Arrays::stream).sorted())
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchIsNeverLargerThanWhatThereIs(boolean remainder) {
        try (Sum sum = new Sum()) {
            run(sum, 3, new Course(100, remainder, 1, LINEAR, STREAMS), Checkpoints.NONE);
            assertThat(sum.batches)
                    .singleElement()
                    .satisfies(batch -> assertThat(batch).containsExactlyInAnyOrder(0, 1, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void killedAfterAnyStepItEndsInTheSameBits(int life) {
        Course course = new Course(4, true, 5, LINEAR, STREAMS);
        double[] whole;
        try (Sum sum = new Sum()) {
            sum.most = 4;
            assertThat(run(sum, 11, course, Checkpoints.NONE).epoch()).isEqualTo(4);
            whole = sum.result();
        }
        Checkpoints checkpoints = Checkpoints.in(folder, Duration.ZERO);
        int deaths = 0;
        double[] resumed = null;
        while (resumed == null && deaths < 100) {
            try (Sum sum = new Sum()) {
                // The step after which it dies is lost: two steps a life, one of which stays.
                sum.lives = life + 1L;
                sum.most = 4;
                run(sum, 11, course, checkpoints);
                resumed = sum.result();
            } catch (IllegalStateException e) {
                deaths++;
            }
        }
        assertThat(deaths).isPositive();
        assertThat(resumed).containsExactly(whole);
        // A loop that had ended makes no step again.
        try (Sum sum = new Sum()) {
            sum.most = 4;
            run(sum, 11, course, checkpoints);
            assertThat(sum.batches).isEmpty();
            assertThat(sum.result()).containsExactly(whole);
        }
        checkpoints.clear();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFileThatIsNoCheckpointIsNamed() throws Exception {
        Files.writeString(folder.resolve("sum.safetensors"), "no checkpoint");
        try (Sum sum = new Sum()) {
            Course course = Course.full(4, 1, LINEAR, STREAMS);
            assertThatThrownBy(() -> run(sum, 11, course, Checkpoints.in(folder, Duration.ZERO)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("sum.safetensors");
        }
    }
}
