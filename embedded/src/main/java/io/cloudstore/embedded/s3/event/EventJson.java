package io.cloudstore.embedded.s3.event;

import io.cloudstore.embedded.s3.store.Creation;
import io.cloudstore.embedded.s3.store.StoredObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages that S3 sends, version 2.1. */
final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String OWNER = "cloudstore";

    private final String region;

    EventJson(String region) {
        this.region = region;
    }

    String created(String bucket, StoredObject object, Creation creation, String configuration) {
        ObjectNode message = MAPPER.createObjectNode();
        ObjectNode event = message.putArray("Records").addObject();
        event.put("eventVersion", "2.1");
        event.put("eventSource", "aws:s3");
        event.put("awsRegion", region);
        event.put("eventTime", object.lastModified().toString());
        event.put("eventName", "ObjectCreated:" + creation.eventName());
        event.putObject("userIdentity").put("principalId", OWNER);
        event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        event.putObject("responseElements")
                .put("x-amz-request-id", object.sequencer())
                .put("x-amz-id-2", object.sequencer());
        ObjectNode s3 = event.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", configuration);
        ObjectNode inBucket = s3.putObject("bucket").put("name", bucket);
        inBucket.putObject("ownerIdentity").put("principalId", OWNER);
        inBucket.put("arn", "arn:aws:s3:::" + bucket);
        s3.putObject("object")
                .put("key", encoded(object.key()))
                .put("size", object.size())
                .put("eTag", object.etag())
                .put("sequencer", object.sequencer());
        return message.toString();
    }

    String test(String bucket, Instant time) {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("Service", "Amazon S3");
        message.put("Event", "s3:TestEvent");
        message.put("Time", time.toString());
        message.put("Bucket", bucket);
        message.put("RequestId", UUID.randomUUID().toString());
        message.put("HostId", OWNER);
        return message.toString();
    }

    /** Keys are form-encoded: a space is a plus. Slashes stay. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
