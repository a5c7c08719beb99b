package io.cloudstore.embedded.folder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log file of an engine that runs inside this process: what its loggers say goes there and nowhere else. Loggers
 * are the process's, so two clouds in one process find each engine's lines in both files.
 */
public final class EngineLog implements AutoCloseable {
    static {
        // Helidon and the MySQL driver speak java.util.logging, whose own handler writes to the console.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private final List<Logger> loggers;
    private final FileAppender<ILoggingEvent> appender;

    private EngineLog(List<Logger> loggers, FileAppender<ILoggingEvent> appender) {
        this.loggers = loggers;
        this.appender = appender;
    }

    /**
     * Sends what is WARN or worse to the file, and nothing to the console.
     *
     * @param file the log file; appended to
     * @param names the loggers, with all below them
     */
    public static EngineLog ofWarnings(Path file, String... names) {
        return attach(file, Level.WARN, names);
    }

    /** The same for everything from INFO up. */
    public static EngineLog ofEvents(Path file, String... names) {
        return attach(file, Level.INFO, names);
    }

    private static EngineLog attach(Path file, Level level, String... names) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = appender(context, file);
        List<Logger> loggers = Stream.of(names).map(context::getLogger).toList();
        for (Logger logger : loggers) {
            logger.setLevel(level);
            logger.setAdditive(false);
            logger.addAppender(appender);
        }
        return new EngineLog(loggers, appender);
    }

    private static FileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{30} - %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName(file.toString());
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** Closes the file. Loggers that have no other are as they were. */
    @Override
    public void close() {
        for (Logger logger : loggers) {
            logger.detachAppender(appender);
            if (!logger.iteratorForAppenders().hasNext()) {
                logger.setLevel(null);
                logger.setAdditive(true);
            }
        }
        appender.stop();
    }
}
