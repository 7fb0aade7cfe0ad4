package dev.shatter.information;

import java.util.Arrays;

/** The plug-in entropy with its first-order bias added back: H + (m − 1)/(2N), m values seen. */
public record MillerMadow() implements CountEstimator {
    private static final PlugIn PLUG_IN = new PlugIn();

    @Override
    public String name() {
        return "miller-madow";
    }

    @Override
    public String summary() {
        return "plug-in, corrected by the number of values seen";
    }

    @Override
    public String formula() {
        return "H = H_plug-in + (m - 1)/(2N), m values seen; I = I_plug-in - (m_xy - m_x - m_y + 1)/(2N)";
    }

    @Override
    public String bias() {
        return "of order 1/N^2 where every value is seen often; may fall below 0";
    }

    @Override
    public String pitfall() {
        return "corrects only for values that were seen: useless where most are seen once";
    }

    @Override
    public String source() {
        return "Miller 1955";
    }

    @Override
    public double entropy(long... counts) {
        long seen = Arrays.stream(counts).filter(c -> c > 0).count();
        return PLUG_IN.entropy(counts) + (seen - 1) / (2 * CountEstimator.total(counts));
    }
}
