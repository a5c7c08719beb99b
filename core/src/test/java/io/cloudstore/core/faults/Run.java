package io.cloudstore.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.memory.Server;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One handler in one world, with faults in its first attempt and perhaps in the repeat, and then the platform. */
final class Run {
    /** Repeats of a client, and of a queue before it sets a message aside. */
    private static final int MOST_REPEATS = 3;

    private final Handler handler;
    private final World world = new World();
    private String outcome = "";

    Run(Handler handler) {
        this.handler = handler;
    }

    /** The calls that the handler makes when nothing goes wrong. */
    static List<String> calls(Handler handler) {
        var run = new Run(handler);
        handler.prepare().accept(run.world);
        Faults none = run.world.faults(Map.of());
        assertThat(run.attempt(run.world.cloud.server(none), none))
                .as(handler.name())
                .isTrue();
        return none.sites();
    }

    /**
     * Runs to the end and checks the invariants on the way.
     *
     * @param first what goes wrong in the first attempt
     * @param second what goes wrong in the first repeat, if it comes to one
     * @return what the caller saw, one word an attempt, and what was left over
     */
    String toTheEnd(Map<Integer, Mode> first, Map<Integer, Mode> second) {
        handler.prepare().accept(world);
        world.invariants.always();
        boolean done = attempt(first);
        for (int repeat = 0; repeat < MOST_REPEATS && !done; repeat++) {
            world.cloud.clock.pass(Duration.ofSeconds(31));
            done = attempt(repeat == 0 ? second : Map.of());
        }
        int left = world.cloud.settle(world.healthy, world.invariants);
        assertThat(world.ann.names()).isEqualTo(handler.names());
        assertThat(left)
                .as("multipart uploads left to the bucket's rule")
                .isLessThanOrEqualTo(first.size() + second.size());
        return outcome + " | " + (left == 0 ? "" : left + " multipart upload left to the 30-day rule");
    }

    /** Runs to the end, with each transaction undone once and run again, as InnoDB has it for the victim of a deadlock. */
    void withVictims() {
        world.cloud.database.makeEveryoneVictimOnce();
        toTheEnd(Map.of(), Map.of());
    }

    private boolean attempt(Map<Integer, Mode> plan) {
        Faults faults = world.faults(plan);
        boolean done = attempt(world.cloud.server(faults), faults);
        world.invariants.always();
        return done;
    }

    private boolean attempt(Server server, Faults faults) {
        try {
            boolean done = handler.act().test(world, server);
            say(done ? "answered" : "later");
            return done;
        } catch (ProblemException refusal) {
            say(refusal.code().code());
            return false;
        } catch (RuntimeException | Faults.Died failure) {
            say(faults.isDead() ? "died" : "failed");
            return false;
        }
    }

    private void say(String word) {
        outcome += (outcome.isEmpty() ? "" : ", ") + word;
    }
}
