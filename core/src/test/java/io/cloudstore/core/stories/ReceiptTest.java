package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_VERIFIED_YET;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A receipt states what was verified in long-term storage, and nothing sooner. */
class ReceiptTest extends Story {
    private String receipt(FileId file) {
        return server.receipt.issue(ann.account, file);
    }

    private ReceiptClaims claims(FileId file, int version, Bytes content, Instant verifiedAt) {
        return new ReceiptClaims(
                "cloudstore",
                cloud.clock.instant().getEpochSecond(),
                file.toString(),
                version,
                content.length(),
                content.plan().partSize(),
                content.contentId().toString(),
                verifiedAt);
    }

    @Test
    void there_is_none_before_the_transfer_has_verified_the_content() {
        FileId file = ann.upload("a", LARGE);

        assertThat(refused(NOT_VERIFIED_YET, () -> receipt(file)).retryAfterSeconds())
                .isPositive();
    }

    @Test
    void it_states_the_content_and_when_the_transfer_verified_it() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        Instant verified = cloud.clock.instant();
        cloud.clock.pass(Duration.ofDays(1));

        assertThat(receipt(file)).isEqualTo(claims(file, 1, LARGE, verified).toString());
    }

    @Test
    void it_is_about_the_current_version() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        ann.upload(ann.root(), "a", SMALL, Conflict.REPLACE);
        refused(NOT_VERIFIED_YET, () -> receipt(file));
        server.drain();

        assertThat(receipt(file))
                .isEqualTo(claims(file, 2, SMALL, cloud.clock.instant()).toString());
    }

    /** Of content that was stored before, the time is that of its own verification. */
    @Test
    void a_second_file_of_the_same_content_has_one_at_once() {
        ann.upload("a", LARGE);
        server.drain();
        Instant verified = cloud.clock.instant();
        cloud.clock.pass(Duration.ofDays(1));
        FileId second = ann.upload("b", LARGE);

        assertThat(receipt(second)).isEqualTo(claims(second, 1, LARGE, verified).toString());
    }

    @Test
    void others_learn_nothing_and_quarantined_content_has_none() {
        FileId file = ann.upload("a", LARGE);
        refused(NOT_FOUND, () -> server.receipt.issue(bob.account, file));
        cloud.staging.damage(blob().stagingKey());
        server.drain();

        refused(CONTENT_QUARANTINED, () -> receipt(file));
        refused(NOT_FOUND, () -> server.receipt.issue(bob.account, file));
    }

    @Test
    void what_is_in_the_trash_has_none() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        server.trash.file(ann.account, file);

        refused(NOT_FOUND, () -> receipt(file));
    }
}
