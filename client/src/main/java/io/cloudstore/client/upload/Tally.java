package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the bytes that moved or need not move, and passes everything on to whoever watches. */
final class Tally implements Progress {
    private final Progress watcher;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong reused = new AtomicLong();

    Tally(Progress watcher) {
        this.watcher = watcher;
    }

    /** Bytes that went to the store, but for those of attempts that were lost. */
    long moved() {
        return moved.get();
    }

    /** Bytes that need not travel. */
    long reused() {
        return reused.get();
    }

    @Override
    public void total(long bytes) {
        watcher.total(bytes);
    }

    @Override
    public void phase(Phase phase) {
        watcher.phase(phase);
    }

    @Override
    public void hashed(long bytes) {
        watcher.hashed(bytes);
    }

    @Override
    public void moved(long bytes) {
        moved.addAndGet(bytes);
        watcher.moved(bytes);
    }

    @Override
    public void reused(long bytes) {
        reused.addAndGet(bytes);
        watcher.reused(bytes);
    }

    @Override
    public void opened(String uploadId) {
        watcher.opened(uploadId);
    }

    @Override
    public void openElsewhere(RemotePath path) {
        watcher.openElsewhere(path);
    }

    @Override
    public void retrying(String reason, Duration pause) {
        watcher.retrying(reason, pause);
    }
}
