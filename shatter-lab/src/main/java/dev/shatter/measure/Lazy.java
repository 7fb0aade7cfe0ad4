package dev.shatter.measure;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made at its first use; a failure is remembered too, so that its cost is paid once. One thread. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    private Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    public static <T> Lazy<T> of(Supplier<T> maker) {
        return new Lazy<>(maker);
    }

    @Override
    public T get() {
        if (failure != null) {
            throw failure;
        }
        T known = value;
        if (known == null) {
            try {
                known = maker.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
            value = known;
        }
        return known;
    }

    /** The value if it was made. */
    @Nullable
    public T made() {
        return value;
    }
}
