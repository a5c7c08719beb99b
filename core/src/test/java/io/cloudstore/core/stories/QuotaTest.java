package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.QUOTA_EXCEEDED;
import static io.cloudstore.protocol.problem.ProblemCode.TOO_MANY_UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.upload.Upload;
import org.junit.jupiter.api.Test;

/** An account never holds more than its quota, counting what is still on its way. */
class QuotaTest extends Story {
    @Test
    void uploads_that_fit_each_but_not_together_are_refused() {
        Bytes half = Bytes.of(3, QUOTA / 2);
        ann.open("a", half);
        Upload second = ann.open("b", half);
        refused(QUOTA_EXCEEDED, () -> ann.open("c", Bytes.of(3, 1)));
        server.abort.abort(ann.account, second.id());
        ann.open("c", Bytes.of(3, 1));
    }

    @Test
    void bytes_in_the_trash_still_count() {
        FileId file = ann.upload("a", Bytes.of(3, QUOTA));
        server.trash.file(ann.account, file);
        refused(QUOTA_EXCEEDED, () -> ann.open("b", Bytes.of(3, 1)));
        assertThat(ann.names()).isEmpty();
    }

    @Test
    void an_account_may_have_so_many_uploads_open_and_no_more() {
        for (int i = 0; i < Cloud.UPLOADS.mostOpen(); i++) {
            ann.open("a" + i, Bytes.NONE);
        }
        refused(TOO_MANY_UPLOADS, () -> ann.open("b", Bytes.NONE));
    }
}
