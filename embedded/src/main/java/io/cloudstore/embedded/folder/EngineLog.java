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

/**
 * The log file of an engine that runs inside this process: what its loggers say goes there and nowhere else. Loggers
 * are the process's, so two clouds in one process find each engine's lines in both files.
 */
public final class EngineLog implements AutoCloseable {
    private final List<Logger> loggers;
    private final FileAppender<ILoggingEvent> appender;

    private EngineLog(List<Logger> loggers, FileAppender<ILoggingEvent> appender) {
        this.loggers = loggers;
        this.appender = appender;
    }

    /**
     * Sends everything from WARN up to the file, and nothing to the console.
     *
     * @param file the log file; appended to
     * @param names the loggers, with all below them
     */
    public static EngineLog to(Path file, String... names) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
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
        List<Logger> loggers = Stream.of(names).map(context::getLogger).toList();
        for (Logger logger : loggers) {
            logger.setLevel(Level.WARN);
            logger.setAdditive(false);
            logger.addAppender(appender);
        }
        return new EngineLog(loggers, appender);
    }

    /** Closes the file. */
    @Override
    public void close() {
        loggers.forEach(logger -> logger.detachAppender(appender));
        appender.stop();
    }
}
