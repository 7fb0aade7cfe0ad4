package dev.shatter.sweep;

class InProcessTest extends ExecutorContract {
    @Override
    protected Executor executor() {
        return new InProcess(store, mishaps);
    }
}
