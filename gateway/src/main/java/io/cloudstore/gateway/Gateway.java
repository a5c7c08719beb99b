package io.cloudstore.gateway;

import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.gateway.http.HttpServer;
import io.cloudstore.gateway.invocation.Handlers;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.queue.QueuePoller;
import io.cloudstore.gateway.schedule.Ticker;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.QueueSource;
import io.cloudstore.gateway.template.Schedule;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The functions of a template, hosted in this process and called as AWS would call them. */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final GatewaySettings settings;
    private final Template template;
    private final Handlers handlers;
    private final Invoker invoker = new Invoker();
    private final SqsClient sqs;
    private final HttpServer server;
    private final List<QueuePoller> pollers = new ArrayList<>();
    private final List<Ticker> tickers = new ArrayList<>();

    private Gateway(GatewaySettings settings, Template template, Handlers handlers) {
        this.settings = settings;
        this.template = template;
        this.handlers = handlers;
        this.server = HttpServer.start(
                template,
                handlers,
                invoker,
                settings.http(),
                settings.host(),
                settings.port(),
                settings.drain(),
                settings.accessLog());
        this.sqs = settings.queues().client(template.deployment().region());
    }

    /**
     * Wires every function that something calls, then listens, reads the queues and runs the schedules.
     *
     * @param functions gives each function by its handler and the template's environment for it
     * @throws TemplateException when a function can't be hosted or a schedule's input isn't understood; it names which
     * @throws java.io.UncheckedIOException when the port can't be listened on
     */
    public static Gateway start(GatewaySettings settings, Template template, FunctionHost functions) {
        Gateway gateway = new Gateway(settings, template, Handlers.wire(template, functions));
        try {
            template.queueSources().forEach(gateway::read);
            template.schedules().forEach(gateway::tick);
            return gateway;
        } catch (TemplateException refused) {
            gateway.close();
            throw refused;
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it answers. */
    public URI address() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + port());
    }

    /**
     * Takes nothing new, waits for the calls and batches that are going on, at most for the settings' drain time, and
     * interrupts what is left.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + settings.drain().toNanos();
        pollers.forEach(QueuePoller::stop);
        tickers.forEach(Ticker::stop);
        server.close();
        try {
            for (QueuePoller poller : pollers) {
                warnUnless(poller.awaitIdle(until(end)));
            }
            for (Ticker ticker : tickers) {
                warnUnless(ticker.awaitIdle(until(end)));
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } finally {
            invoker.close();
            sqs.close();
        }
    }

    private void read(QueueSource source) {
        Queue queue = template.queue(source.queue());
        HostedFunction function = template.function(source.function());
        pollers.add(QueuePoller.start(
                source,
                queue,
                function,
                Handlers.required(handlers.queues(), source.function()),
                sqs,
                invoker,
                template.deployment().queueArn(queue.name()),
                template.deployment().region()));
    }

    private void tick(Schedule schedule) {
        tickers.add(Ticker.start(
                schedule,
                template.function(schedule.function()),
                Handlers.required(handlers.queues(), schedule.function()),
                invoker));
    }

    private static void warnUnless(boolean idle) {
        if (!idle) {
            log.warn("a function took longer than the time for a stop, and is interrupted");
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
