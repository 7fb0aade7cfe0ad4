package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TensorsTest {
    @Test
    void viewSharesTheBuffersMemoryFromItsPositionOn() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            buffer.put(i, (byte) (200 + i));
        }
        try (StepScope scope = StepScope.open()) {
            Tensor view = Tensors.view(buffer.position(2), ScalarType.Byte, 2, 3);
            buffer.put(2, (byte) 7);
            assertThat(Tensors.longs(view)).containsExactly(7, 203, 204, 205, 206, 207);
            assertThatThrownBy(() -> Tensors.view(buffer, ScalarType.Float, 2))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void arraysGoThereAndBack() {
        try (StepScope scope = StepScope.open()) {
            assertThat(Tensors.floats(
                            Tensors.of(new float[] {1.5f, -2, 3, 4}, 2, 2).t()))
                    .containsExactly(1.5f, 3, -2, 4);
            assertThat(Tensors.doubles(Tensors.of(new double[] {0.1, 1e300}, 2)))
                    .containsExactly(0.1, 1e300);
            assertThat(Tensors.longs(Tensors.indices(3, -1))).containsExactly(3, -1);
            assertThatThrownBy(() -> Tensors.of(new float[3], 2, 2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytesGoThereAndBackInEveryLayout() {
        try (StepScope scope = StepScope.open()) {
            Tensor transposed =
                    Tensors.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3).t();
            ByteBuffer bytes = Tensors.bytes(transposed);
            assertThat(bytes.getDouble(8)).isEqualTo(4);
            Tensor again = Tensors.copy(bytes, ScalarType.Double, 3, 2);
            assertThat(torch.equal(again, transposed)).isTrue();
            byte[] heap = new byte[48];
            bytes.get(0, heap);
            Tensor fromHeap =
                    Tensors.copy(ByteBuffer.wrap(heap).order(ByteOrder.nativeOrder()), ScalarType.Double, 3, 2);
            assertThat(torch.equal(fromHeap, transposed)).isTrue();
            assertThat(Tensors.bytes(torch.zeros(0)).capacity()).isZero();
        }
    }
}
