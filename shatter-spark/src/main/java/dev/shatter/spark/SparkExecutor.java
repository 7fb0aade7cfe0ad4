package dev.shatter.spark;

import dev.shatter.core.BadInput;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.ExecutorProvider.Site;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.Tally;
import dev.shatter.sweep.Task;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Runs a sweep on a Spark cluster, a job a task, so that a run whose executors are lost again and again fails alone.
 *
 * <p>Every executor writes its runs into the shared store itself, under the store's own lock: however often Spark tries a
 * task, or two drivers ask for the same one, a run is made by one process at a time, resumed from its checkpoint, and
 * complete once. Nothing is kept in Spark: a driver that is started again skips what the store holds.
 *
 * <p>Settings of Spark's own are read from system properties {@code spark.*}; those made here only fill in what is not
 * given. A run has one libtorch to itself, so an executor has as many cores as a run has threads.
 */
public final class SparkExecutor implements Executor {
    /** Native memory an executor may take beside its heap: a small Inception trains in under 2 GB. */
    private static final String NATIVE_MEMORY = "3g";

    /** Tasks that wait in Spark beyond those that run, so that no executor idles while the driver thinks. */
    private static final int AHEAD = 1;

    private final String master;
    private final Site site;

    SparkExecutor(String master, Site site) {
        this.master = master;
        this.site = site;
    }

    @Override
    public List<Outcome> run(Sweep sweep, SweepListener listener) {
        Cluster cluster = new Cluster(site.threads());
        Tally tally = new Tally(sweep, site.store(), listener, () -> Math.max(1, cluster.slots()), System::nanoTime);
        if (tally.waiting() == 0) {
            return tally.outcomes();
        }
        cluster.tell(tally);
        ExecutorService waiting = Executors.newCachedThreadPool();
        try (JavaSparkContext spark = open()) {
            spark.sc().addSparkListener(cluster);
            drive(spark, cluster, tally, waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.shutdownNow();
        }
        return tally.outcomes();
    }

    private void drive(JavaSparkContext spark, Cluster cluster, Tally tally, ExecutorService waiting)
            throws InterruptedException {
        BlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();
        int running = 0;
        while (running > 0 || tally.waiting() > 0) {
            if (running < cluster.slots() + AHEAD && tally.ready() > 0) {
                Task task = tally.next();
                if (task != null) {
                    cluster.begins(task.spec());
                    waiting.execute(() -> ended.add(outcome(spark, task)));
                    running++;
                    continue;
                }
            }
            Outcome outcome = ended.poll(1, TimeUnit.SECONDS);
            if (outcome != null) {
                cluster.ended(outcome.spec());
                tally.ended(outcome);
                running--;
            }
        }
    }

    private Outcome outcome(JavaSparkContext spark, Task task) {
        Spec spec = task.spec();
        try {
            LongAccumulator progress = spark.sc().longAccumulator(spec.id());
            SparkTask work = new SparkTask(
                    site.store().root().toAbsolutePath().toString(),
                    site.home().toString(),
                    site.version(),
                    site.commit(),
                    site.checkpoints().toMillis(),
                    site.threads(),
                    progress);
            String sentence = spark.parallelize(List.of(task.line()), 1)
                    .map(work)
                    .collectAsync()
                    .get()
                    .get(0);
            return sentence.isEmpty()
                    ? site.store()
                            .find(spec)
                            .<Outcome>map(run -> new Outcome.Finished(run, false))
                            .orElseGet(() -> failed(
                                    spec,
                                    "is not in the store though its executor says so",
                                    "give a store that every machine sees under the same path"))
                    : new Outcome.Failed(spec, sentence);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason =
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            return failed(
                    spec,
                    cause instanceof SparkException ? "its executors were lost (" + reason + ")" : reason,
                    "see Spark's log, or train it alone to see why");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(spec, "the sweep was ended", "start it again: it goes on where it stopped");
        } catch (RuntimeException e) {
            // The context was stopped under this task's feet.
            return failed(spec, String.valueOf(e.getMessage()), "start the sweep again");
        }
    }

    private static Outcome failed(Spec spec, String problem, String remedy) {
        return new Outcome.Failed(
                spec,
                BadInput.in("run " + spec.id().substring(0, 8), problem, remedy).sentence());
    }

    private JavaSparkContext open() {
        try {
            return new JavaSparkContext(conf());
        } catch (RuntimeException e) {
            throw BadInput.in(
                    "--on spark:" + master,
                    "no driver could be started ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")",
                    "check that the master runs and that this machine can be reached from it",
                    e);
        }
    }

    private SparkConf conf() {
        String threads = String.valueOf(site.threads());
        SparkConf conf = new SparkConf().setMaster(master).setAppName("shatter");
        // A page nobody asked for, on every interface of this machine.
        conf.setIfMissing("spark.ui.enabled", "false");
        if (master.startsWith("local")) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        conf.setIfMissing("spark.executor.cores", threads);
        conf.setIfMissing("spark.task.cpus", threads);
        conf.setIfMissing("spark.executor.memory", "1g");
        conf.setIfMissing("spark.executor.memoryOverhead", NATIVE_MEMORY);
        conf.setIfMissing("spark.executor.heartbeatInterval", "3s");
        // Where the driver has its jars, the executors have them: so on one machine and on a shared folder.
        conf.setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        conf.setExecutorEnv("OMP_NUM_THREADS", threads);
        conf.setExecutorEnv("MKL_NUM_THREADS", threads);
        StringBuilder options = new StringBuilder("\"-Dshatter.home=" + site.home() + "\" -XX:+UseSerialGC");
        String natives = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (natives != null) {
            options.append(" \"-Dorg.bytedeco.javacpp.cachedir=")
                    .append(natives)
                    .append('"');
        }
        // Options given come last: they win.
        options.append(' ').append(conf.get("spark.executor.extraJavaOptions", ""));
        return conf.set("spark.executor.extraJavaOptions", options.toString());
    }
}
