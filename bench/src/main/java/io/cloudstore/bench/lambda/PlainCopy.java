package io.cloudstore.bench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plainest way of moving what arrived: reads the store's event from the queue's message and copies the object, inside
 * the store, to where it stays. It asks nobody, keeps no account and compares nothing.
 */
public final class PlainCopy implements RequestStreamHandler {
    /** What keys begin with when they arrive. */
    public static final String ARRIVED = "staging/";
    /** What they begin with once they were moved. */
    public static final String MOVED = "moved/";

    private final JsonMapper json = JsonMapper.builder().build();
    // Endpoint, region and keys are those of the function's environment.
    private final S3Client store = S3Client.builder()
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    /** Made as Lambda makes it. */
    public PlainCopy() {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        for (JsonNode message : json.readTree(input).path("Records")) {
            JsonNode event = json.readTree(message.path("body").asString());
            // the first message of a new notification has none
            for (JsonNode record : event.path("Records")) {
                move(record.path("s3"));
            }
        }
        output.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    private void move(JsonNode arrived) {
        String bucket = arrived.path("bucket").path("name").asString();
        String key = arrived.path("object").path("key").asString();
        store.copyObject(c -> c.sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket(bucket)
                .destinationKey(key.replaceFirst(ARRIVED, MOVED)));
    }
}
