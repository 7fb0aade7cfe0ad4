package dev.shatter.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** [m, n, shape…] seen as [m, n, values]. */
final class View implements Stage {
    private final Site site;

    View(Site site) {
        this.site = site;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.flatten(2, -1);
    }

    @Override
    public @Nullable Tensor backward(Tensor gradient) {
        long[] sizes =
                site.input().sizes().stream().mapToLong(Integer::longValue).toArray();
        return site.wanted() ? gradient.unflatten(2, sizes) : null;
    }
}
