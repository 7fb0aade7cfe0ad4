package dev.shatter.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owner of the native memory made by this thread inside a {@code try} block.
 *
 * <pre>{@code
 * try (StepScope step = StepScope.open()) {
 *     Tensor loss = …;                // freed at the end of the block
 *     kept = step.keep(loss.detach()); // lives on until kept.close()
 * }
 * }</pre>
 *
 * <p>One scope a training step keeps memory flat over any number of steps. Scopes nest and close in the reverse order of
 * opening, on the thread that opened them. A tensor returned by libtorch belongs to the innermost open scope; without any
 * it lives until it is closed or collected.
 */
public final class StepScope implements AutoCloseable {
    static {
        Natives.load();
    }

    private static final ThreadLocal<@Nullable StepScope> INNERMOST = new ThreadLocal<>();

    private final PointerScope pointers = new PointerScope();
    private final Thread owner = Thread.currentThread();
    private final @Nullable StepScope outer = INNERMOST.get();

    private StepScope() {
        INNERMOST.set(this);
    }

    public static StepScope open() {
        return new StepScope();
    }

    /**
     * Takes a pointer made in this scope out of it: it lives until its own {@code close()}. Returns the same pointer.
     *
     * @throws IllegalArgumentException if no scope owns it
     */
    public <P extends Pointer> P keep(P pointer) {
        if (pointer.referenceCount() < 1) {
            throw new IllegalArgumentException("no scope owns this pointer");
        }
        pointer.retainReference();
        pointers.detach(pointer);
        return pointer;
    }

    /** Hands a pointer to the scope around this one; without one it is kept. For results of a block. */
    public <P extends Pointer> P pass(P pointer) {
        keep(pointer);
        if (outer != null) {
            outer.adopt(pointer);
        }
        return pointer;
    }

    /** Takes over a pointer that nobody else closes. */
    public <P extends Pointer> P adopt(P pointer) {
        pointers.attach(pointer);
        pointer.releaseReference();
        return pointer;
    }

    /** Frees everything made in this scope and not kept. */
    @Override
    public void close() {
        if (Thread.currentThread() != owner || INNERMOST.get() != this) {
            throw new IllegalStateException("scopes close on their own thread, innermost first");
        }
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        pointers.close();
    }
}
