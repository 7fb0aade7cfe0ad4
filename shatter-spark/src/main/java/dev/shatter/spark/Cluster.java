package dev.shatter.spark;

import dev.shatter.spec.Spec;
import dev.shatter.sweep.Tally;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark tells the driver: which executors there are, and with their heartbeats how far each task is. */
final class Cluster extends SparkListener {
    private final int threads;
    /** Cores by executor. */
    private final Map<String, Integer> executors = new ConcurrentHashMap<>();

    private final Map<String, Spec> running = new ConcurrentHashMap<>();
    private volatile @Nullable Tally tally;

    Cluster(int threads) {
        this.threads = threads;
    }

    /** Whom to tell of progress. */
    void tell(Tally whom) {
        tally = whom;
    }

    void begins(Spec spec) {
        running.put(spec.id(), spec);
    }

    void ended(Spec spec) {
        running.remove(spec.id());
    }

    /** How many runs can go on at once; 0 before the first executor has come. */
    int slots() {
        return executors.values().stream().mapToInt(cores -> cores / threads).sum();
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        executors.put(added.executorId(), added.executorInfo().totalCores());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        executors.remove(removed.executorId());
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::progress));
    }

    private void progress(AccumulableInfo info) {
        Tally told = tally;
        if (told != null && info.name().isDefined() && info.update().isDefined()) {
            Spec spec = running.get(info.name().get());
            if (spec != null && info.update().get() instanceof Number done) {
                told.at(spec, done.doubleValue() / SparkTask.WHOLE);
            }
        }
    }
}
