package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.story.Journey;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What lies in the long-term bucket is what was uploaded, by the store's own word. */
@OnTheStack
@Needs(Capability.ENGINES)
class LongTermStorageTest {
    private final Inside inside = new Inside();

    @ParameterizedTest
    @ValueSource(ints = {1000, 8 << 20, (8 << 20) + 1, 25 << 20})
    void the_store_attests_the_content_id_of_the_long_term_object(int size) throws Exception {
        Journey journey = Journey.stored(size);
        byte[] key = inside.one("""
                SELECT b.long_term_key FROM `blob` b JOIN file_version v ON v.blob_id = b.id WHERE v.file_id = ?
                """, journey.fileId(), byte[].class);

        try (S3Client s3 = inside.s3()) {
            HeadObjectResponse object = s3.headObject(b -> b.bucket(inside.longTermBucket())
                    .key("blob/" + HexFormat.of().formatHex(key))
                    .checksumMode(ChecksumMode.ENABLED));

            assertThat(object.contentLength()).isEqualTo(size);
            assertThat(ContentId.parseChecksum(object.checksumSHA256()).toString())
                    .isEqualTo(journey.contentId());
            assertThat(object.checksumTypeAsString()).isEqualTo(size > 8 << 20 ? "COMPOSITE" : "FULL_OBJECT");
        }
    }
}
