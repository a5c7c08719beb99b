package io.cloudstore.gateway.schedule;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.gateway.invocation.FunctionFailure;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Schedule;
import io.cloudstore.gateway.template.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls one function by the clock until it is stopped. */
public final class Ticker {
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Schedule schedule;
    private final HostedFunction hosted;
    private final Function<SQSEvent, SQSBatchResponse> function;
    private final Invoker invoker;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private Ticker(
            Schedule schedule, HostedFunction hosted, Function<SQSEvent, SQSBatchResponse> function, Invoker invoker) {
        this.schedule = schedule;
        this.hosted = hosted;
        this.function = function;
        this.invoker = invoker;
        this.thread = Thread.ofVirtual().name("tick-" + schedule.name()).unstarted(this::tickUntilStopped);
    }

    /**
     * Starts with a first call.
     *
     * @throws TemplateException when the schedule's input is anything but an event without records
     */
    public static Ticker start(
            Schedule schedule, HostedFunction hosted, Function<SQSEvent, SQSBatchResponse> function, Invoker invoker) {
        requireTick(schedule);
        Ticker ticker = new Ticker(schedule, hosted, function, invoker);
        ticker.thread.start();
        return ticker;
    }

    /** Calls no more; a call that is going on may end. */
    public void stop() {
        stopping.countDown();
    }

    /**
     * Waits for the call that was going on when {@link #stop} came.
     *
     * @return whether it has ended
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private void tickUntilStopped() {
        long period = schedule.every().toNanos();
        long due = System.nanoTime();
        try {
            do {
                tick();
                long late = Math.max(0, System.nanoTime() - due);
                due += period * (late / period + 1);
            } while (!stopping.await(due - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() throws InterruptedException {
        SQSEvent event = new SQSEvent();
        event.setRecords(new ArrayList<>());
        try {
            invoker.invoke(schedule.function(), function, event, hosted.timeout());
        } catch (FunctionFailure failure) {
            log.error("schedule {}: {}", schedule.name(), failure.getMessage(), failure);
        }
    }

    /** Functions behind schedules take queue events, so a tick is one without records and can be nothing else. */
    private static void requireTick(Schedule schedule) {
        try {
            JsonNode input = JSON.readTree(schedule.input());
            if (input.isObject()
                    && input.size() == 1
                    && input.path("Records").isArray()
                    && input.path("Records").isEmpty()) {
                return;
            }
        } catch (JacksonException notJson) {
            log.debug("schedule {}: its input is no JSON", schedule.name());
        }
        throw new TemplateException("Schedule " + schedule.name() + " of " + schedule.function()
                + " must have the Input {\"Records\":[]}, not " + schedule.input() + ".");
    }
}
