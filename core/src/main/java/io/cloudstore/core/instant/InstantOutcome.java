package io.cloudstore.core.instant;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.protocol.instant.Challenge;
import java.time.Instant;

/** What came of a claim or of a proof. */
public sealed interface InstantOutcome {
    /**
     * The file is there; nothing has to be sent.
     *
     * @param renamed whether it got another name or folder than was asked for
     */
    record Stored(FileId file, boolean renamed) implements InstantOutcome {
        /** What an upload that ended as INSTANT became. */
        static Stored of(Upload upload) {
            return new Stored(upload.file().orElseThrow(), upload.renamed());
        }
    }

    /** Prove that you have it; says nothing about whether it is stored. */
    record Prove(Challenge challenge, Instant expiresAt) implements InstantOutcome {}

    /** Send the bytes; says nothing about why. */
    record Send() implements InstantOutcome {}
}
