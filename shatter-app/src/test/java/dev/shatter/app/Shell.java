package dev.shatter.app;

import dev.shatter.torch.Natives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The real command line for tests: in this JVM through {@link Main#run}, or as a process of its own.
 *
 * @param home SHATTER_HOME of what is run
 */
public record Shell(Path home) {
    /** Long enough for a cold native load on a busy machine; reached only when something hangs. */
    private static final long PATIENCE_MINUTES = 5;

    /** Native libraries are unpacked once a machine, whatever home a test gives: 800 MB. */
    private static final String NATIVES = Natives.cache().toString();

    private static final String NATIVES_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /** What processes that are under way print to. */
    private static final Map<Long, Path> PRINTED = new ConcurrentHashMap<>();

    static {
        System.setProperty(NATIVES_PROPERTY, NATIVES);
    }

    /** With a home that tests share and that outlives them. */
    public static Shell shared() {
        return new Shell(Path.of("target", "test-home-" + System.getProperty("test.fork", "1"))
                .toAbsolutePath());
    }

    /** With a home of its own. */
    public static Shell at(Path home) {
        return new Shell(home);
    }

    /** Runs a command line in this JVM. */
    public Outcome run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String before = System.getProperty("shatter.home", "");
        System.setProperty("shatter.home", home.toString());
        try {
            int code = Main.run(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Terminal.pipe(),
                    words(args).toArray(String[]::new));
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setProperty("shatter.home", before);
        }
    }

    /** Runs a command line in a process of its own. */
    public Outcome process(Object... args) {
        try {
            Process process = start(args);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + PATIENCE_MINUTES + " min: shatter " + words(args));
            }
            return outcome(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a command line in a process of its own; what it prints goes to files that {@link #outcome} reads. */
    public Process start(Object... args) throws IOException {
        return start(List.of(), args);
    }

    /** As {@link #start(Object...)}, behind another program: {@code nice}, say. */
    public Process start(List<String> before, Object... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.openblas.load=mkl",
                "-Djava.awt.headless=true",
                "-D" + NATIVES_PROPERTY + "=" + NATIVES,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(words(args));
        Files.createDirectories(Path.of("target"));
        Path out = Files.createTempFile(Path.of("target"), "shell", ".out");
        Path err = Path.of(out + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("SHATTER_HOME", home.toString());
        Process process = builder.start();
        PRINTED.put(process.pid(), out);
        return process;
    }

    /** What a process that has ended printed. */
    public static Outcome outcome(Process process) throws IOException {
        Path out = PRINTED.get(process.pid());
        Path err = Path.of(out + ".err");
        Outcome outcome = new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return outcome;
    }

    private static List<String> words(Object... args) {
        return Arrays.stream(args).map(String::valueOf).toList();
    }
}
