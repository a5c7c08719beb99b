package io.cloudstore.functions.mysql;

import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.UnitOfWork;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of the thread that asks. */
final class Units implements UnitOfWork {
    /** Most times a unit runs. */
    private static final int MOST_RUNS = 10;
    /** No run begins later than this after the first: the call that waits for it has 29 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    /** Most milliseconds before the second run; grows with each. */
    private static final int FIRST_WAIT = 10;

    private final DataSource connections;
    private final TransactionTemplate transaction;

    Units(JdbcTransactionManager manager) {
        this.connections = Objects.requireNonNull(manager.getDataSource());
        this.transaction = new TransactionTemplate(manager);
    }

    @Override
    public <T> T run(Supplier<T> work) {
        return isOpen() ? once(work) : untilNoVictim(work);
    }

    /** A unit that commits at once. */
    <T> T alone(Supplier<T> work) {
        if (isOpen()) {
            throw new IllegalStateException("this commits at once, so it has no place inside a unit of work");
        }
        return untilNoVictim(work);
    }

    /** Says no to locks that would be gone before they are any use. */
    void required() {
        if (!isOpen()) {
            throw new IllegalStateException("this needs a unit of work around it");
        }
    }

    private boolean isOpen() {
        return TransactionSynchronizationManager.hasResource(connections);
    }

    private <T> T untilNoVictim(Supplier<T> work) {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        for (int run = 1; ; run++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (!Faults.isVictim(e)) {
                    throw e;
                }
                if (run == MOST_RUNS || System.nanoTime() > latest || !pause(run)) {
                    throw new MetadataUnavailable("the metadata database gave no lock in " + run + " runs", e);
                }
            }
        }
    }

    /** Through a reference: the template knows only results that may be null. */
    private <T> T once(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            transaction.executeWithoutResult(status -> result.set(work.get()));
        } catch (CannotCreateTransactionException e) {
            throw e.getCause() instanceof MetadataUnavailable unavailable ? unavailable : e;
        }
        return result.get();
    }

    /** Victims of each other wait differently long; false when the thread is asked to stop. */
    private static boolean pause(int run) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, FIRST_WAIT * run + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
