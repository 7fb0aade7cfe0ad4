package dev.shatter.torch;

import dev.shatter.core.Chance;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's chance, named by seed and path as in {@link Chance}.
 *
 * <p>Dropout and other operations that take no generator draw from one that is global to the process: seed it anew for
 * every step with {@link #seed}, and a resumed run needs no saved generator state. Two trainings in one process must
 * therefore not run at the same time.
 */
public final class Generators {
    static {
        Natives.load();
    }

    private Generators() {}

    /** Seeds the process-wide generator, for instance {@code seed(7, "train", step)}. */
    public static void seed(long seed, Object... path) {
        use(Chance.seed(seed, path));
    }

    /** Seeds the process-wide generator with a seed that {@link Chance#seed} made. */
    public static void use(long seed) {
        torch.manual_seed(seed);
    }

    /**
     * A generator of one's own, for operations that accept one: {@code torch.randn(sizes, generator, …)}. Belongs to the
     * innermost scope.
     */
    public static GeneratorOptional of(long seed, Object... path) {
        try (StepScope scope = StepScope.open()) {
            Generator generator = torch.createCPUGenerator(Chance.seed(seed, path));
            return scope.pass(new GeneratorOptional(generator));
        }
    }
}
