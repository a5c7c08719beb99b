package io.cloudstore.core.instant;

import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadLife;
import java.time.Duration;

/**
 * The numbers that instant uploads go by.
 *
 * @param claimsPerMinute claims of an account
 * @param challengeLife how long a challenge may be answered
 * @param answerAfter a proof is answered so long after its call arrived, or a whole multiple of it; more than 0
 * @param life how long uploads live, to which a challenge is something that happens
 * @param dedup which content is shared with everyone today
 */
public record InstantRules(
        int claimsPerMinute, Duration challengeLife, Duration answerAfter, UploadLife life, DedupPolicy dedup) {

    /** Whether others' content may become the upload's: when it was opened, and today. */
    boolean isShared(Upload upload) {
        Domain today = dedup.domainOf(upload.account().value(), upload.plan().size());
        return upload.domain().equals(Domain.INSTALLATION) && today.equals(Domain.INSTALLATION);
    }
}
