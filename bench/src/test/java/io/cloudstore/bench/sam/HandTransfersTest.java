package io.cloudstore.bench.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HandTransfersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void the_message_names_bucket_and_key_of_the_presigned_url() {
        String message =
                HandTransfers.arrival(URI.create("http://localhost:4566/the-bucket/staging/0123?X-Amz-Expires=900"));

        JsonNode record = JSON.readTree(message).path("Records").path(0);
        JsonNode s3 = JSON.readTree(record.path("body").asString())
                .path("Records")
                .path(0)
                .path("s3");
        assertThat(s3.path("bucket").path("name").asString()).isEqualTo("the-bucket");
        assertThat(s3.path("object").path("key").asString()).isEqualTo("staging/0123");
        assertThat(record.path("messageId").asString()).isNotEmpty();
    }
}
