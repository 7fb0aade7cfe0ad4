package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
    @Test
    void readsX86() {
        Processor processor = Processor.parse(List.of(
                "processor\t: 0",
                "model name\t: A Processor @ 2.0GHz",
                "flags\t\t: fpu avx2 fma avx512f avx512_bf16 amx_bf16 amx_tile",
                "processor\t: 1",
                "model name\t: Another"));
        assertThat(processor.model()).isEqualTo("A Processor @ 2.0GHz");
        assertThat(processor.features())
                .containsExactly("avx2", "fma", "avx512f", "avx512_bf16", "amx_tile", "amx_bf16");
    }

    @Test
    void readsArm() {
        assertThat(Processor.parse(List.of("Features\t: fp asimd bf16 i8mm")).features())
                .containsExactly("asimd", "bf16");
    }

    @Test
    void saysNothingItDoesNotKnow() {
        assertThat(Processor.parse(List.of()).features()).isEmpty();
    }
}
