package io.cloudstore.core.faults;

import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Numbers the calls that one process makes and lets some of them go wrong. */
final class Faults extends Interceptor {
    /** A lease's life and the wait of the sweep, and a second. */
    static final Duration LEASE_AND_WAIT = Duration.ofSeconds(61);

    private final Cloud cloud;
    private final Map<Integer, Mode> plan;
    private final Runnable others;
    private final List<String> sites = new ArrayList<>();
    private boolean dead;

    /**
     * Faults by the number of the call, counted from 0.
     *
     * @param others what the rest of the world does while this process sleeps
     */
    Faults(Cloud cloud, Map<Integer, Mode> plan, Runnable others) {
        this.cloud = cloud;
        this.plan = plan;
        this.others = others;
    }

    /** The calls made, in order. */
    List<String> sites() {
        return List.copyOf(sites);
    }

    boolean isDead() {
        return dead;
    }

    @Override
    protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
        if (dead) {
            throw new Died();
        }
        Mode mode = plan.get(sites.size());
        sites.add(site);
        if (mode == null) {
            return real.call();
        }
        return switch (mode) {
            case BEFORE -> lost(site);
            case AFTER -> {
                real.call();
                yield lost(site);
            }
            case TIMEOUT -> {
                real.call();
                cloud.clock.pass(LEASE_AND_WAIT);
                yield lost(site);
            }
            case CRASH -> {
                dead = true;
                throw new Died();
            }
            case OVERTAKEN -> {
                Object result = real.call();
                cloud.clock.pass(LEASE_AND_WAIT);
                if (!cloud.database.isOpenHere()) {
                    others.run();
                }
                yield result;
            }
        };
    }

    /** A wake-up never throws; whatever else does not reply, throws as its adapter would. */
    private static Object lost(String site) {
        if (site.startsWith("WakeUp.")) {
            return null;
        }
        var cause = new IllegalStateException("no reply");
        boolean isStore = site.startsWith("StagingStore.")
                || site.startsWith("LongTermStore.")
                || site.startsWith("ReadRanges.")
                || site.startsWith("CleanStaging.");
        throw isStore ? new StoreFailed(site, cause) : new DatabaseFailed(site, cause);
    }

    /** The metadata database gave no reply. */
    static final class DatabaseFailed extends RuntimeException {
        DatabaseFailed(String site, Throwable cause) {
            super(site, cause);
        }
    }

    /** The process is no more. */
    static final class Died extends Error {
        Died() {
            super("the process died", null, false, false);
        }
    }
}
