package io.cloudstore.core.memory;

import io.cloudstore.core.work.UnitOfWork;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The metadata database: one transaction at a time, undone when its work throws. It keeps the design's rules for those
 * who write against it: locks are taken in their order, what needs a transaction has one, what commits at once has none.
 * A broken rule throws and is remembered in {@link #violations()}, so that nobody's catch hides it.
 */
public final class Database implements UnitOfWork {
    /** What can be locked, in the order in which it must be (design, section 6). */
    public enum Row {
        IDEMPOTENCY,
        ACCOUNT,
        SESSION,
        UPLOAD,
        BLOB,
        FOLDER,
        FILE,
        JOB
    }

    private record Held(Row row, Object id) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Set<Held> held = new HashSet<>();
    private Tables tables = new Tables();
    private boolean open;
    private boolean everyoneIsVictimOnce;
    private Consumer<Tables> afterCommit = committed -> {};

    /** From now on each transaction is undone once, as the victim of a deadlock, and runs again. */
    public void makeEveryoneVictimOnce() {
        everyoneIsVictimOnce = true;
    }

    /** Called with what is committed, after each commit. */
    public void afterCommit(Consumer<Tables> check) {
        afterCommit = check;
    }

    /** Rules that were broken. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public <T> T run(Supplier<T> work) {
        lock.lock();
        try {
            if (open) {
                return work.get();
            }
            if (everyoneIsVictimOnce) {
                rehearse(work);
            }
            return once(work);
        } finally {
            lock.unlock();
        }
    }

    private <T> void rehearse(Supplier<T> work) {
        Tables before = tables;
        try {
            once(() -> {
                var _ = work.get();
                throw new Victim();
            });
        } catch (RuntimeException undone) {
            tables = before;
        }
    }

    private <T> T once(Supplier<T> work) {
        Tables before = tables;
        tables = before.copy();
        open = true;
        held.clear();
        boolean committed = false;
        try {
            T result = work.get();
            committed = true;
            return result;
        } finally {
            open = false;
            if (committed) {
                afterCommit.accept(tables);
            } else {
                tables = before;
            }
        }
    }

    /** Reads, inside a transaction or outside. */
    public <T> T read(Function<Tables, T> query) {
        lock.lock();
        try {
            return query.apply(tables);
        } finally {
            lock.unlock();
        }
    }

    /** A statement that joins the transaction, or is one of its own. */
    <T> T write(Function<Tables, T> statement) {
        return run(() -> statement.apply(tables));
    }

    /** A statement that commits at once. */
    <T> T alone(Function<Tables, T> statement) {
        if (isOpenHere()) {
            throw violated("what commits at once was called inside a transaction");
        }
        return write(statement);
    }

    /** A statement that is part of the caller's transaction. */
    <T> T within(Function<Tables, T> statement) {
        if (!isOpenHere()) {
            throw violated("a part of a transaction was called outside of one");
        }
        return statement.apply(tables);
    }

    /** Locks a row for the rest of the transaction. */
    void lock(Row row, Object id) {
        var wanted = new Held(row, id);
        if (!held.contains(wanted)
                && held.stream().anyMatch(other -> other.row().compareTo(row) > 0)) {
            throw violated("lock order: " + row + " after " + held);
        }
        held.add(wanted);
    }

    /** Whether the transaction holds the row. */
    void requireHeld(Row row, Object id) {
        if (!held.contains(new Held(row, id))) {
            throw violated(row + " " + id + " is not locked");
        }
    }

    /** Refuses what has no place under row locks: a call of a store or a queue. */
    void requireClosed(String call) {
        if (isOpenHere()) {
            throw violated(call + " inside a transaction");
        }
    }

    /** Adds a rule that was broken. */
    public void remember(String rule) {
        violations.add(rule);
    }

    AssertionError violated(String rule) {
        remember(rule);
        return new AssertionError(rule);
    }

    /** Whether the caller is inside a transaction. */
    public boolean isOpenHere() {
        return lock.isHeldByCurrentThread() && open;
    }

    private static final class Victim extends RuntimeException {
        Victim() {
            super("victim of a deadlock", null, false, false);
        }
    }
}
