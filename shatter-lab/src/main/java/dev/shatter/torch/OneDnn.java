package dev.shatter.torch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Whether oneDNN, which does libtorch's convolutions and its products in bf16, can be trusted on this processor. */
public enum OneDnn {
    /** Its convolutions are right. */
    SOUND(""),
    /** They are, now that its {@link CacheSizes} have been put right. */
    REPAIRED(", cache sizes put right"),
    /** They are wrong: libtorch's own are used, which are slower, and training runs in fp32. */
    OFF(", not used");

    /** Between rounding in fp32, 10⁻⁶, and the errors of lost data, from a tenth. */
    private static final double TOLERANCE = 1e-3;

    private final String remark;

    OneDnn(String remark) {
        this.remark = remark;
    }

    /** What is said behind its version. */
    String remark() {
        return remark;
    }

    /** Repairs it where that is needed and possible, tries it, and switches it off where it is wrong all the same. */
    static OneDnn settled() {
        boolean repaired = CacheSizes.hidden() && CacheSizes.repair();
        if (repaired) {
            // NNPACK cannot start without cache sizes, and would say so at every convolution.
            torch.globalContext().setUserEnabledNNPACK(false);
        }
        if (ConvolutionCheck.error(ScalarType.Float) < TOLERANCE) {
            return repaired ? REPAIRED : SOUND;
        }
        torch.globalContext().setUserEnabledMkldnn(false);
        return OFF;
    }
}
