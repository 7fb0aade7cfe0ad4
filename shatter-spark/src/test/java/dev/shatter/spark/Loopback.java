package dev.shatter.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A standalone cluster on 127.0.0.1: a master and two workers of one core, as processes of their own. */
final class Loopback implements AutoCloseable {
    /** Reached only when something hangs. */
    private static final int PATIENCE_SECONDS = 180;

    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final Path folder;
    private final String master;

    Loopback(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int port = freePort();
        master = "spark://127.0.0.1:" + port;
        String deploy = "org.apache.spark.deploy.";
        start(deploy + "master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
        await(() -> answers(port));
        for (int i = 0; i < 2; i++) {
            workers.add(start(
                    deploy + "worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work-" + i).toString(),
                    master));
        }
    }

    String master() {
        return master;
    }

    /** The executors' processes: what the workers have started. Command lines this long cannot be read back. */
    List<ProcessHandle> executors() {
        return workers.stream().flatMap(Process::children).toList();
    }

    /** Starts a Java program with this JVM's class path and Spark's environment of this cluster. */
    Process start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.cachedir=" + Sweeps.NATIVES,
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        String name = main.substring(main.lastIndexOf('.') + 1) + "-" + processes.size();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        // The workers ask for this folder; the jars come with the class path of the executors.
        Files.createDirectories(folder.resolve("spark-home").resolve("jars"));
        builder.environment().put("SPARK_HOME", folder.resolve("spark-home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Waits until something is so; fails when a process of the cluster ends meanwhile. */
    void await(BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
            if (so.getAsBoolean()) {
                return;
            }
            if (processes.get(0).waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the master has ended: see " + folder);
            }
        }
        throw new AssertionError("waited in vain: see " + folder);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes.stream()
                .flatMap(p -> java.util.stream.Stream.concat(p.descendants(), java.util.stream.Stream.of(p.toHandle())))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(p -> p.onExit().join());
    }
}
