package dev.shatter.sweep;

/** The contract where everything is carried out in companies. */
class InProcessCompanyTest extends ExecutorContract {
    @Override
    protected Executor executor() {
        return new InProcess(store, mishaps, Mishaps.COMPANY);
    }
}
