package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    @Test
    void sameNameSameDraws() {
        try (StepScope scope = StepScope.open()) {
            Generators.seed(7, "step", 3);
            float[] first = Tensors.floats(torch.randn(5));
            Generators.seed(7, "step", 4);
            float[] other = Tensors.floats(torch.randn(5));
            Generators.seed(7, "step", 3);

            assertThat(Tensors.floats(torch.randn(5))).containsExactly(first).isNotEqualTo(other);
        }
    }

    @Test
    void ownGeneratorsLeaveTheGlobalOneAlone() {
        try (StepScope scope = StepScope.open()) {
            Generators.seed(1);
            float[] expected = Tensors.floats(torch.randn(3));
            Generators.seed(1);
            float[] own = Tensors.floats(torch.randn(new long[] {3}, Generators.of(7, "noise")));
            assertThat(Tensors.floats(torch.randn(3))).containsExactly(expected);
            assertThat(Tensors.floats(torch.randn(new long[] {3}, Generators.of(7, "noise"))))
                    .containsExactly(own);
        }
    }

    @Test
    void namesTheOperationAndTheShapes() {
        try (StepScope scope = StepScope.open()) {
            Tensor a = torch.ones(128, 784);
            Tensor b = torch.ones(2352, 512);
            RuntimeException raw =
                    org.assertj.core.api.Assertions.catchThrowableOfType(RuntimeException.class, () -> torch.mm(a, b));
            TorchFailure named = TorchFailure.of("dense 512", raw, a, b);

            assertThat(named)
                    .hasMessageStartingWith("dense 512 on [128, 784], [2352, 512]: ")
                    .hasMessageContaining("cannot be multiplied")
                    .hasMessageNotContaining("\n");
            assertThat(TorchFailure.of("network", named)).isSameAs(named);
        }
    }

    @Test
    void precisionFollowsTheProcessor() {
        Machine plain = Machine.of(List.of("model name\t: EPYC", "flags\t\t: fpu avx2 fma"), 2);
        Machine amx = Machine.of(List.of("flags : avx2 avx512f amx_bf16 amx_tile"), 2);

        assertThat(plain.processor()).isEqualTo("EPYC");
        assertThat(plain.features()).containsExactly("avx2", "fma");
        assertThat(Precision.AUTO.on(plain)).isEqualTo(Precision.FP32);
        assertThat(Precision.AUTO.on(amx)).isEqualTo(Precision.BF16);
        // Small steps lose more by casts than they gain by products: mlp:64 on 784 inputs, batch 64, against mlp:512.
        assertThat(Precision.AUTO.on(amx, Precision.work(102_000, 64), false)).isEqualTo(Precision.FP32);
        assertThat(Precision.AUTO.on(amx, Precision.work(817_000, 64), true)).isEqualTo(Precision.BF16);
        assertThat(Precision.AUTO.on(amx, Precision.work(400_000, 64), false)).isEqualTo(Precision.BF16);
        assertThat(Precision.AUTO.on(amx, Precision.work(400_000, 64), true)).isEqualTo(Precision.FP32);
        assertThat(Precision.BF16.on(amx, 1, true)).isEqualTo(Precision.BF16);
        assertThat(Precision.FP32.on(amx)).isEqualTo(Precision.FP32);
        assertThat(Precision.BF16.on(plain)).isEqualTo(Precision.BF16);
        assertThat(Precision.parse("bf16")).isEqualTo(Precision.BF16);
        assertThatThrownBy(() -> Precision.parse("fp16")).isInstanceOf(BadInput.class);
    }

    @Test
    void coresOfTwoThreadsCountOnce() {
        List<String> twoSocketsOfOneCore = List.of(
                "physical id : 0",
                "core id : 0",
                "physical id : 0",
                "core id : 0",
                "physical id : 1",
                "core id : 0",
                "physical id : 1",
                "core id : 0");
        assertThat(Machine.of(twoSocketsOfOneCore, 4).physicalCores()).isEqualTo(2);
        assertThat(Machine.of(twoSocketsOfOneCore, 1).physicalCores())
                .as("at most what the process may use")
                .isEqualTo(1);
        assertThat(Machine.of(List.of(), 3).physicalCores()).isEqualTo(3);
    }

    @Test
    void threadsAreWhatWasAskedFor() {
        int before = Threads.used();
        Threads.use(1);
        assertThat(Threads.used()).isEqualTo(1);
        Threads.use(before);
        assertThatThrownBy(() -> Threads.use(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
