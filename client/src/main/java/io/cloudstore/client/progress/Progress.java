package io.cloudstore.client.progress;

import io.cloudstore.client.drive.RemotePath;
import java.time.Duration;

/**
 * Watches one transfer. Called from several threads at once and often: be quick, and throw nothing. Every method may be
 * left out.
 */
public interface Progress {
    /** What a transfer is busy with. Hashing and sending overlap; the phase is what it waits for. */
    enum Phase {
        /** Hashing, to find out whether anything has to be sent. */
        CHECKING,
        /** Parts go to the store. */
        SENDING,
        /** Everything is sent, the service merges and makes the file visible. */
        MERGING,
        /** Bytes come from the store. */
        RECEIVING
    }

    /** Nobody watches. */
    Progress NONE = new Progress() {};

    /** The transfer has this many bytes in all. */
    default void total(long bytes) {}

    /** A phase begins. */
    default void phase(Phase phase) {}

    /** So many more bytes of the source were hashed. */
    default void hashed(long bytes) {}

    /** So many more bytes went to or came from the store; negative when a lost attempt's bytes have to go again. */
    default void moved(long bytes) {}

    /** So many more bytes need not travel, because the other side holds them already. */
    default void reused(long bytes) {}

    /** The upload is open under this id: what was sent is kept there if the transfer ends early. */
    default void opened(String uploadId) {}

    /**
     * The upload begins anew, while one of a file of the same name, size and first part is open for {@code path} in another
     * folder: putting the file there would carry that one on.
     */
    default void openElsewhere(RemotePath path) {}

    /** Something failed and will be tried again after a pause. */
    default void retrying(String reason, Duration pause) {}
}
