package io.cloudstore.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.FindBlobs.FirstPart;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same content is stored once within its domain. */
class SameContentTest extends Story {
    private static final Bytes SHARED = Bytes.of(4, Cloud.THRESHOLD);

    @Test
    void of_two_accounts_that_upload_the_same_one_blob_stays_and_the_other_key_is_cleaned() {
        FileId anns = ann.upload("a", LARGE);
        Upload second = bob.open("b", LARGE);
        bob.send(second.id(), LARGE);
        FileId bobs = bob.complete(second.id(), LARGE).orElseThrow().file();

        assertThat(blobs()).hasSize(1);
        assertThat(account(bob).usedBytes()).isEqualTo(LARGE.length());
        server.live(Duration.ofHours(2));
        assertThat(isCleaned(second.stagingKey())).isTrue();
        assertThat(ann.download(anns)).contains(LARGE);
        assertThat(bob.download(bobs)).contains(LARGE);
        invariants.atRest();
    }

    /** F35: the second merge commits while the first has put its object together and not committed yet. */
    @Test
    void two_accounts_that_merge_the_same_content_at_once_share_one_blob() {
        UploadId anns = ann.open("a", LARGE).id();
        UploadId bobs = bob.open("b", LARGE).id();
        ann.send(anns, LARGE);
        bob.send(bobs, LARGE);
        Server slow = cloud.server(Interceptor.once("StagingStore.complete", true, () -> bob.complete(bobs, LARGE)));
        new Client(cloud, slow, ann.account).complete(anns, LARGE);
        assertThat(blobs()).hasSize(1);
        assertThat(ann.names()).containsExactly("a");
        assertThat(bob.names()).containsExactly("b");
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }

    @Test
    void below_the_threshold_content_is_the_accounts_own() {
        Bytes own = Bytes.of(4, Cloud.THRESHOLD - 1);
        ann.upload("a", own);
        bob.upload("b", own);
        assertThat(blobs()).hasSize(2);
        ann.upload("c", own);
        assertThat(blobs()).hasSize(2);
        ann.upload("d", SHARED);
        bob.upload("e", SHARED);
        assertThat(blobs()).hasSize(3);
    }

    @Test
    void only_ones_own_content_is_likely_stored() {
        ann.upload("a", LARGE);
        assertThat(isLikelyStored(ann, LARGE.length(), LARGE.recorded(1))).isTrue();
        assertThat(isLikelyStored(ann, LARGE.length() + 1, LARGE.recorded(1))).isFalse();
        assertThat(isLikelyStored(ann, LARGE.length(), LARGE.recorded(2))).isFalse();
        assertThat(isLikelyStored(bob, LARGE.length(), LARGE.recorded(1))).isFalse();
    }

    private boolean isLikelyStored(Client who, long size, RecordedPart firstPart) {
        FirstPart asked = new FirstPart(size, firstPart.sha256());
        return server.open.likelyStored(who.account, List.of(asked)).contains(asked);
    }
}
