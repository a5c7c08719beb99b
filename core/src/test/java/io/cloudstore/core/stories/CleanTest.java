package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.JobId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that somebody needs is never touched, even where a job to clean it exists that never should. */
class CleanTest extends Story {
    @Test
    void the_key_of_a_blob_not_yet_moved_stays() {
        FileId file = ann.upload("a", LARGE);
        cloud.queue.lose();
        cleanAnyway(blob().stagingKey());
        assertThat(ann.download(file)).contains(LARGE);
        server.transfer.transfer(
                blob().id(), new Budget(cloud.clock, cloud.clock.instant().plusSeconds(60)));
        assertThat(ann.download(file)).contains(LARGE);
    }

    @Test
    void the_key_of_an_open_upload_stays() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        cleanAnyway(ann.show(upload).stagingKey());
        assertThat(ann.held(upload)).containsExactly(1, 2, 3);
        assertThat(ann.complete(upload, LARGE)).isPresent();
    }

    @AfterEach
    @Override
    void what_always_holds_holds() {
        assertThat(cloud.database.violations()).isEmpty();
    }

    private void cleanAnyway(UUID stagingKey) {
        cloud.arm(new JobId(CLEAN, stagingKey), cloud.clock.instant().toString());
        server.clean.clean(stagingKey);
    }
}
