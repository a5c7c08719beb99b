package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.story.Journey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What nobody refers to any more leaves the store; what somebody does stays. */
@OnTheStack
@Needs(Capability.ENGINES)
class ReclamationTest {
    private final Inside inside = new Inside();

    @Test
    void the_object_of_a_purged_file_leaves_the_store_and_another_s_stays() throws Exception {
        Journey gone = Journey.stored(3000);
        Journey kept = Journey.stored(9 << 20);
        String goneKey = keyOf(gone);
        String keptKey = keyOf(kept);
        assertThat(keys(goneKey)).hasSize(1);

        gone.purge();

        await().atMost(Duration.ofSeconds(60)).until(() -> keys(goneKey).isEmpty());
        assertThat(keys(keptKey)).hasSize(1);
        assertThat(kept.isWhole()).isTrue();
    }

    private String keyOf(Journey journey) throws Exception {
        byte[] key = inside.one("""
                SELECT b.long_term_key FROM `blob` b JOIN file_version v ON v.blob_id = b.id WHERE v.file_id = ?
                """, journey.fileId(), byte[].class);
        return "blob/" + HexFormat.of().formatHex(key);
    }

    private List<String> keys(String prefix) {
        try (S3Client s3 = inside.s3()) {
            return s3.listObjectsV2(b -> b.bucket(inside.longTermBucket()).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }
}
