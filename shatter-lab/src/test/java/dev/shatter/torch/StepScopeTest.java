package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class StepScopeTest {
    @Test
    void closesWhatWasMadeInsideAndKeepsWhatWasKept() {
        Tensor lost;
        Tensor kept;
        try (StepScope scope = StepScope.open()) {
            lost = torch.ones(4);
            kept = scope.keep(torch.ones(4));
        }
        assertThat(lost.isNull()).isTrue();
        assertThat(kept.sum().item_float()).isEqualTo(4f);
        kept.close();
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void passesAResultToTheScopeAround() {
        Tensor result;
        try (StepScope outer = StepScope.open()) {
            try (StepScope inner = StepScope.open()) {
                result = inner.pass(torch.ones(2));
            }
            assertThat(result.isNull()).isFalse();
            assertThat(outer).isNotNull();
        }
        assertThat(result.isNull()).isTrue();
    }

    @Test
    void passedWithoutAScopeAroundIsKept() {
        Tensor result;
        try (StepScope scope = StepScope.open()) {
            result = scope.pass(torch.ones(2));
        }
        assertThat(result.isNull()).isFalse();
        result.close();
    }

    @Test
    void anInPlaceOperationReturnsAnotherOwner() {
        Tensor second;
        try (StepScope scope = StepScope.open()) {
            second = scope.keep(torch.ones(2).add_(new Scalar(1)));
        }
        assertThat(second.sum().item_float()).isEqualTo(4f);
        assertThat(second.referenceCount()).isEqualTo(1);
        second.close();
    }

    @Test
    void refusesToKeepWhatNoScopeOwns() {
        try (StepScope scope = StepScope.open()) {
            Tensor closed = torch.ones(2);
            closed.close();
            assertThatThrownBy(() -> scope.keep(closed)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesToCloseOutOfOrder() {
        StepScope outer = StepScope.open();
        StepScope inner = StepScope.open();
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
        inner.close();
        outer.close();
    }

    @Test
    void memoryStaysFlatOverThousandsOfScopes() {
        for (int i = 0; i < 200; i++) {
            step();
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 5_000; i++) {
            step();
        }
        // 5,000 leaked steps would hold 20 GB; the allocator and the JVM may keep some tens of MB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    }

    private static void step() {
        try (StepScope scope = StepScope.open()) {
            Tensor million = torch.zeros(1 << 20);
            million.add_(new Scalar(1));
            try (StepScope inner = StepScope.open()) {
                inner.pass(million.slice());
            }
            scope.keep(torch.ones(16)).close();
        }
    }
}
