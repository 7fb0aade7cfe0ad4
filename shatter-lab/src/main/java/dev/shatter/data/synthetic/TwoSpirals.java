package dev.shatter.data.synthetic;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * Two interleaved spirals in the plane: radius t, angle 2π·turns·t + π·class with t uniform on [0.05, 1], plus Gaussian
 * noise on both coordinates.
 *
 * <p>Source: the benchmark of Lang and Witbrock 1988, there with 3 turns, 194 fixed points and no noise.
 */
public final class TwoSpirals implements Generated {
    /** Nearer to the centre the spirals touch. */
    private static final double INNER = 0.05;

    @Override
    public String name() {
        return "two-spirals";
    }

    @Override
    public String summary() {
        return "two interleaved spirals in the plane";
    }

    @Override
    public String source() {
        return "Lang and Witbrock 1988";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("turns", 1.5, 0.1, 20, "revolutions of each spiral"),
                Parameter.number("noise", 0.02, 0, 10, "standard deviation of the noise; the outer radius is 1"),
                TRAIN,
                TEST,
                SEED);
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        double turns = variant.number("turns");
        double noise = variant.number("noise");
        Dataset drawn = draw(variant, 2, 2, (index, chance, into) -> {
            int label = index % 2;
            double t = INNER + (1 - INNER) * chance.nextDouble();
            double angle = Math.PI * (2 * turns * t + label);
            into[0] = (float) (t * StrictMath.cos(angle) + noise * chance.nextGaussian());
            into[1] = (float) (t * StrictMath.sin(angle) + noise * chance.nextGaussian());
            return label;
        });
        return drawn.with(drawn.origin().inStrata());
    }
}
