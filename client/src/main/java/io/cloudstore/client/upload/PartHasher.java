package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import io.cloudstore.protocol.content.PartPlan;

/** Hashes parts of a source as far ahead of the senders as the board has room. Several of them work on one board. */
final class PartHasher implements Runnable {
    private final SourceFile source;
    private final Board board;
    private final Progress progress;

    PartHasher(SourceFile source, Board board, Progress progress) {
        this.source = source;
        this.board = board;
        this.progress = progress;
    }

    @Override
    public void run() {
        PartPlan plan = source.plan();
        try {
            for (int n = board.nextToHash(); n > 0; n = board.nextToHash()) {
                if (board.hashed(n, source.digestOf(n, progress::hashed))) {
                    progress.reused(plan.lengthOf(n));
                }
            }
            source.requireUnchanged();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            board.fail(e);
        }
    }
}
