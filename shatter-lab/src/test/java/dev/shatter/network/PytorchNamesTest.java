package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.torch.HostArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State dicts as PyTorch names them. */
class PytorchNamesTest {
    private static final Architecture DEEP = Networks.architecture("mlp:5x3", Shape.of(4), 3);
    private static final Architecture NORMALISED = Networks.architecture("mlp:5x2,bn=true", Shape.of(4), 3);

    /** A tensor that knows which it is. */
    private static HostArray tensor(int mark, Integer... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, mark);
        return HostArray.of(values, shape);
    }

    private static float mark(Map<String, HostArray> state, String name) {
        return Objects.requireNonNull(state.get(name)).data().getFloat(0);
    }

    private static Map<String, HostArray> dense(String... names) {
        Integer[] widths = {4, 5, 5, 5, 3};
        Map<String, HostArray> state = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            state.put(names[i] + ".weight", tensor(i + 1, widths[i + 1], widths[i]));
            state.put(names[i] + ".bias", tensor(i + 1, widths[i + 1]));
        }
        return state;
    }

    /** Layers of equal shapes are told apart by their numbers: 2 comes before 10. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0 2 10 12", "fc1 fc2 fc3 fc4", "net.9.x net.10.x net.11.x net.12.x", "in hidden.0 hidden.1 out"
            })
    void layersAreFoundByShapeAndNumber(String names) {
        Map<String, HostArray> own = PytorchNames.own(DEEP, dense(names.split(" ")));
        assertThat(own.keySet())
                .containsExactlyInAnyOrderElementsOf(DEEP.parameters().keySet());
        List<Float> marks = new ArrayList<>();
        IntStream.rangeClosed(1, 4).forEach(i -> marks.add(mark(own, "dense" + i + ".bias")));
        assertThat(marks).containsExactly(1f, 2f, 3f, 4f);
    }

    @Test
    void namesThatDoNotCountAreRefused() {
        assertThatThrownBy(() -> PytorchNames.own(DEEP, dense("a", "second", "first", "z")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'first'")
                .hasMessageContaining("'second'");
    }

    /** Batch norms by their statistics, without the counter of batches. */
    @Test
    void batchNormsAreRead() {
        Map<String, HostArray> state = new TreeMap<>();
        state.put("fc1.weight", tensor(1, 5, 4));
        state.put("fc2.weight", tensor(2, 5, 5));
        state.put("fc3.weight", tensor(3, 3, 5));
        state.put("fc3.bias", tensor(3, 3));
        for (int i = 1; i < 3; i++) {
            for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
                state.put("bn" + i + "." + name, tensor(i, 5));
            }
            state.put("bn" + i + ".num_batches_tracked", HostArray.of(new long[] {7}));
        }
        Map<String, HostArray> own = PytorchNames.own(NORMALISED, state);
        List<String> expected = new ArrayList<>(NORMALISED.parameters().keySet());
        expected.addAll(NORMALISED.buffers().keySet());
        assertThat(own.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(mark(own, "bn2.variance")).isEqualTo(2f);
    }

    /** What fits no layer, or is left over, stays as it is: the network says what it needs. */
    @Test
    void whatDoesNotFitStays() {
        Map<String, HostArray> small = dense("0", "2", "4");
        assertThat(PytorchNames.own(DEEP, small)).isSameAs(small);
        Map<String, HostArray> more = dense("0", "2", "4", "6");
        more.put("extra.weight", tensor(9, 7, 7));
        assertThat(PytorchNames.own(DEEP, more)).isSameAs(more);
    }
}
