package io.cloudstore.core.simulation;

import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Invariants;
import io.cloudstore.core.memory.Queue.Message;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * One world and one schedule. At any call outside a transaction a process may be put to sleep while others go on, the
 * call may fail with or without its effect, or the process may die.
 */
final class Schedule {
    private static final int STEPS = 120;
    /** How many processes may sleep inside each other's calls. */
    private static final int DEEPEST = 3;

    private final Random random;
    private final Cloud cloud;
    private final Invariants invariants;
    private final List<Person> people;
    private final List<String> log = new ArrayList<>();
    private int depth;

    Schedule(long seed) {
        this.random = new Random(seed);
        this.cloud = new Cloud(seed);
        this.invariants = new Invariants(cloud);
        this.people = List.of(person("ann"), person("bob"));
        invariants.watch();
    }

    /** What happened, one line a step. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Files that people were told of. */
    int acknowledged() {
        return invariants.acknowledged();
    }

    /** Plays the schedule, lets everything come to rest, and checks the invariants all along. */
    void play() {
        for (int i = 0; i < STEPS; i++) {
            step();
            invariants.always();
        }
        cloud.settle(cloud.server(), invariants);
    }

    /** A quota that two large files fill. */
    private Person person(String name) {
        return new Person(cloud, random, invariants, cloud.person(name, 24L << 20));
    }

    private void step() {
        int line = log.size();
        log.add("");
        depth++;
        String what;
        try {
            what = step(cloud.server(new FrailProcess()));
        } catch (Died death) {
            what = "a process died";
        } catch (RuntimeException failure) {
            what = "a process failed: " + failure;
        } finally {
            depth--;
        }
        log.set(line, "  ".repeat(depth) + what);
    }

    private String step(Server server) {
        int dice = random.nextInt(100);
        if (dice < 55) {
            return people.get(random.nextInt(people.size())).step(server);
        }
        if (dice < 85) {
            return deliver(server);
        }
        if (dice < 93) {
            server.tick.tick();
            return "beat";
        }
        Duration time = random.nextInt(12) > 0 ? Duration.ofSeconds(random.nextInt(1_200)) : Duration.ofDays(7);
        cloud.clock.pass(time);
        return "time passes: " + time;
    }

    /** Any message, not the oldest first; some are lost, some come twice; one that fails comes again. */
    private String deliver(Server server) {
        List<Message> waiting = cloud.queue.waiting();
        if (waiting.isEmpty()) {
            return "no message";
        }
        Message message = cloud.queue.take(random.nextInt(waiting.size()));
        int fate = random.nextInt(10);
        if (fate == 0) {
            return "lost: " + message;
        }
        if (fate == 1) {
            cloud.queue.send(message);
        }
        Budget budget = new Budget(cloud.clock, cloud.clock.instant().plusSeconds(random.nextInt(60)));
        try {
            server.handle(message, budget);
            return "delivered: " + message;
        } catch (RuntimeException | Died failure) {
            cloud.queue.send(message);
            return "comes again: " + message + ", " + failure;
        }
    }

    private static final class Died extends Error {
        Died() {
            super("the process died", null, false, false);
        }
    }

    /** A process in the hands of chance. */
    private final class FrailProcess extends Interceptor {
        private boolean dead;

        @Override
        protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
            if (dead) {
                throw new Died();
            }
            boolean inside = cloud.database.isOpenHere();
            if (!inside && depth < DEEPEST && random.nextInt(12) == 0) {
                step();
            }
            return switch (random.nextInt(200)) {
                case 0 -> lost(site);
                case 1 -> {
                    real.call();
                    yield lost(site);
                }
                case 2 -> {
                    dead = true;
                    throw new Died();
                }
                case 3, 4 -> {
                    Object result = real.call();
                    cloud.clock.pass(Duration.ofSeconds(random.nextInt(90)));
                    yield result;
                }
                default -> real.call();
            };
        }

        private Object lost(String site) {
            if (site.startsWith("WakeUp.")) {
                return null;
            }
            throw isStore(site)
                    ? new StoreFailed(site, new IllegalStateException("no reply"))
                    : new IllegalStateException("no reply from " + site);
        }
    }
}
