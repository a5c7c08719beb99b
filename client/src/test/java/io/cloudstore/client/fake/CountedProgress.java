package io.cloudstore.client.fake;

import io.cloudstore.client.progress.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up what moved and what need not: in the end the size of what was transferred. */
public final class CountedProgress implements Progress {
    private final AtomicLong bytes = new AtomicLong();

    /** Bytes so far. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void moved(long more) {
        bytes.addAndGet(more);
    }

    @Override
    public void reused(long more) {
        bytes.addAndGet(more);
    }
}
