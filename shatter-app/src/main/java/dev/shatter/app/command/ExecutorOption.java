package dev.shatter.app.command;

import dev.shatter.app.Main;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.lab.Companies;
import dev.shatter.lab.TaskRunner;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.Companions;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.ExecutorProvider;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.ProcessPool;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;

/** Where the runs of a sweep are made. */
final class ExecutorOption {
    private static final String LOCAL = "local";
    private static final String AUTO = "auto";

    /** What a child of this JVM must not inherit: agents, and the order to write an archive of classes. */
    private static final List<String> OWN = List.of("-javaagent", "-agentlib", "-XX:ArchiveClassesAtExit");

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            defaultValue = LOCAL,
            description = {
                "local: one process a core, one thread each (default); local:N: so many processes;",
                "spark:MASTER: a Spark cluster, see docs/cluster.md"
            })
    private String where;

    @Option(
            names = "--together",
            paramLabel = "N",
            defaultValue = AUTO,
            description = {
                "small networks of one architecture are trained at once in one process: at most N,",
                "off: each alone (default: auto, as many as pay)"
            })
    private String together;

    /**
     * The executor.
     *
     * @param options store, threads of each run (1 unless asked otherwise, since runs share the machine), checkpoints
     */
    Executor executor(LabOptions options) {
        return executor(options, options.store());
    }

    /** So many processes here, or so many executors' cores elsewhere, over a store of their own. */
    Executor executor(LabOptions options, RunStore store, int count) {
        if (where.startsWith(LOCAL)) {
            return pool(options, store, count);
        }
        System.setProperty(
                "spark.cores.max", String.valueOf(count * options.threads().orElse(1)));
        return executor(options, store);
    }

    private Executor executor(LabOptions options, RunStore store) {
        int threads = options.threads().orElse(1);
        int colon = where.indexOf(':');
        String kind = colon < 0 ? where : where.substring(0, colon);
        String address = colon < 0 ? "" : where.substring(colon + 1);
        if (!kind.equals(LOCAL)) {
            return elsewhere(kind, address, options, store);
        }
        int processes = address.isEmpty()
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / threads)
                : processes(address);
        if (processes == 1) {
            return new InProcess(
                    store,
                    new TaskRunner(new DataStore(Home.path()), store, options.build(), options.checkpoints(), threads),
                    companions());
        }
        return pool(options, store, processes);
    }

    private Executor pool(LabOptions options, RunStore store, int processes) {
        Path log = Home.path().resolve("logs").resolve("workers.log");
        return new ProcessPool(store, worker(options, store), processes, log, companions());
    }

    private Companions companions() {
        Companions all = new Companies(new DataStore(Home.path()));
        if (together.equals(AUTO)) {
            return all;
        }
        if (together.equals("off")) {
            return Companions.NONE;
        }
        try {
            int most = Integer.parseInt(together);
            if (most >= 1) {
                return all.atMost(most);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw BadInput.in("--together " + together, "is not a number of networks", "give 1 or more, auto, or off");
    }

    private int processes(String number) {
        try {
            int processes = Integer.parseInt(number);
            if (processes >= 1 && processes <= 1024) {
                return processes;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw BadInput.in("--on " + where, "'" + number + "' is not a number of processes", "give 1 to 1024");
    }

    private Executor elsewhere(String kind, String address, LabOptions options, RunStore store) {
        ExecutorProvider provider = StreamSupport.stream(
                        ServiceLoader.load(ExecutorProvider.class).spliterator(), false)
                .filter(p -> p.scheme().equals(kind))
                .findFirst()
                .orElseThrow(() -> BadInput.in(
                        "--on " + where,
                        kind.equals("spark") ? "needs the module shatter-spark" : "is not known",
                        kind.equals("spark")
                                ? "start it with ./shatter, which builds it"
                                : "say local or spark:MASTER"));
        return provider.open(
                address,
                new ExecutorProvider.Site(
                        store,
                        Home.path(),
                        options.build().version(),
                        options.build().commit(),
                        options.checkpoints(),
                        options.threads().orElse(1)));
    }

    /** The command line of a child that serves as worker: this JVM's own, with another command. */
    private static List<String> worker(LabOptions options, RunStore store) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> OWN.stream().noneMatch(argument::startsWith))
                .forEach(command::add);
        String natives = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (natives != null) {
            command.add("-Dorg.bytedeco.javacpp.cachedir=" + natives);
        }
        command.addAll(List.of("-Dshatter.home=" + Home.path(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                Main.class.getName(),
                WorkerCommand.NAME,
                "--store",
                store.root().toAbsolutePath().toString(),
                "--checkpoint",
                String.valueOf(options.checkpoints().toMillis() / 1000.0),
                "--threads",
                String.valueOf(options.threads().orElse(1))));
        return command;
    }
}
