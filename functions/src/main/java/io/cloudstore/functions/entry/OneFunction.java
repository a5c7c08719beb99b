package io.cloudstore.functions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.function.adapter.aws.AWSCompanionAutoConfiguration;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.catalog.FunctionTypeUtils;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.converter.MessageConverter;

/**
 * The Spring application of a Lambda process: a catalog of one function, registered without scanning.
 *
 * <p>The function takes the event as bytes and gives the answer as bytes. Spring Cloud Function then neither copies the
 * caller's HTTP headers into its own message headers, of which some steer it, nor lets a key {@code payload} stand for
 * the whole event, nor writes the event into its log.
 */
final class OneFunction implements ApplicationContextInitializer<GenericApplicationContext> {
    /** Where Spring Cloud Function looks for the application's class; a setting of the template would be one more. */
    private static final String MAIN_CLASS = "MAIN_CLASS";

    /** Spring makes the initializer itself, so that what it is to register waits here; a Lambda process starts once. */
    private static @Nullable Prepared prepared;

    private static @Nullable Started started;

    /** Made by Spring. */
    OneFunction() {}

    /** What the next start registers. */
    private record Prepared(String name, Supplier<RewiredFunction.Wired> wiring) {}

    /** A started application. */
    record Started(GenericApplicationContext context, RewiredFunction function) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
            function.close();
        }
    }

    /** Says which function the next start in this process registers. */
    static synchronized void prepare(String name, Supplier<RewiredFunction.Wired> wiring) {
        prepared = new Prepared(name, wiring);
        started = null;
        System.setProperty(MAIN_CLASS, OneFunction.class.getName());
        hushUntilConfigured();
    }

    /** Until Spring has read the log's configuration, Logback writes whatever it gets, and not as JSON. */
    private static void hushUntilConfigured() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
    }

    /**
     * The application that was just started.
     *
     * @throws IllegalStateException when it doesn't have the function, so that Spring Cloud Function would have fallen
     *     back to one that headers steer
     */
    static synchronized Started requireStarted(String name) {
        Started now = started;
        if (now == null) {
            throw new IllegalStateException("Function " + name + " was not started; is MAIN_CLASS in the environment?");
        }
        FunctionInvocationWrapper found =
                now.context().getBean(FunctionCatalog.class).lookup(name);
        if (found == null || !found.getFunctionDefinition().equals(name)) {
            throw new IllegalStateException("Function " + name + " is not in the catalog.");
        }
        return now;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        synchronized (OneFunction.class) {
            if (prepared == null) {
                throw new IllegalStateException("No function was prepared.");
            }
            var function = new RewiredFunction(prepared.wiring());
            register(context, prepared.name(), function);
            started = new Started(context, function);
        }
    }

    private static void register(
            GenericApplicationContext context, String name, Function<InputStream, byte[]> function) {
        context.registerBean(
                name,
                FunctionRegistration.class,
                () -> new FunctionRegistration<>(function, name)
                        .type(FunctionTypeUtils.functionType(InputStream.class, byte[].class)));
        context.registerBean(
                MessageConverter.class, () -> new AWSCompanionAutoConfiguration().awsTypesMessageConverter(context));
    }
}
