package io.cloudstore.core.sweep;

import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.StoreFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What came of asking the store about one thing after another, about the first in any case and about the others until the
 * time was over. What it fails for holds up nothing else.
 *
 * @param answered what the store answered for
 * @param failed what it failed for
 * @param failure the first failure
 */
record OneByOne<T>(List<T> answered, List<T> failed, Optional<StoreFailed> failure) {
    static <T> OneByOne<T> ask(Collection<T> all, Budget budget, Consumer<T> question) {
        List<T> answered = new ArrayList<>();
        List<T> failed = new ArrayList<>();
        Optional<StoreFailed> first = Optional.empty();
        Iterator<T> next = all.iterator();
        boolean goesOn = next.hasNext();
        while (goesOn) {
            T each = next.next();
            try {
                question.accept(each);
                answered.add(each);
            } catch (StoreFailed failure) {
                failed.add(each);
                first = first.or(() -> Optional.of(failure));
            }
            goesOn = next.hasNext() && budget.isLeft();
        }
        return new OneByOne<>(answered, failed, first);
    }

    /** How many were asked about. */
    int asked() {
        return answered.size() + failed.size();
    }

    /**
     * That the store failed for all is its bad hour rather than they, unless the job failed so often in a row that somebody
     * was told: then it passes them over, so that nothing holds it up for ever.
     *
     * @throws StoreFailed if it failed for all, and nobody was told
     */
    void requireAnswer(Lease lease) {
        if (answered.isEmpty() && failure.isPresent() && !GiveBack.hasRung(lease)) {
            throw failure.get();
        }
    }
}
