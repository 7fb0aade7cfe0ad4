package dev.shatter.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import dev.shatter.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where stack traces go: {@code SHATTER_HOME/logs/shatter-DATE.log}, one file a day, thirty kept.
 *
 * <p>Found by logback as its configurator: in code, because reading XML costs every command 0.1 s. Nothing is created
 * before the first line is logged.
 */
public final class LogFile extends ContextAwareBase implements Configurator {
    private static final int DAYS_KEPT = 30;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setContext(context);
        // Otherwise logback prints its own troubles to standard output.
        context.getStatusManager().add(new NopStatusListener());

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %property{pid} [%thread] %logger - %msg%n%ex{full}");
        context.putProperty("pid", String.valueOf(ProcessHandle.current().pid()));
        encoder.start();

        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        TimeBasedRollingPolicy<ILoggingEvent> daily = new TimeBasedRollingPolicy<>();
        daily.setContext(context);
        daily.setParent(file);
        daily.setFileNamePattern(folder().resolve("shatter-%d{yyyy-MM-dd}.log").toString());
        daily.setMaxHistory(DAYS_KEPT);
        daily.setCleanHistoryOnStart(true);
        daily.start();
        file.setRollingPolicy(daily);
        file.setEncoder(encoder);
        file.start();

        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Logs a fault.
     *
     * @return where the stack trace is, as the rest of a sentence; never throws
     */
    static String record(String command, Throwable fault) {
        Path file = folder().resolve("shatter-" + LocalDate.now(java.time.ZoneId.systemDefault()) + ".log");
        try {
            Files.createDirectories(folder());
            Logger log = LoggerFactory.getLogger(LogFile.class);
            log.error("{} {} on Java {}", command, Build.version(), Runtime.version(), fault);
            return Files.isReadable(file) ? "the log " + file + " says where" : "the log could not be written";
        } catch (IOException | RuntimeException e) {
            return "the log " + file + " could not be written either";
        }
    }

    private static Path folder() {
        return Home.path().resolve("logs");
    }
}
