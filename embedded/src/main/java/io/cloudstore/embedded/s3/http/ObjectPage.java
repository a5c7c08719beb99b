package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One page of ListObjectsV2. Keys that share what comes before the delimiter count as one common prefix.
 *
 * @param next the token that the following page begins with; empty on the last one
 */
record ObjectPage(List<StoredObject> objects, List<String> commonPrefixes, Optional<String> next) {

    static ObjectPage of(Bucket bucket, Request request, int limit) throws IOException {
        String prefix = request.query("prefix").orElse("");
        String delimiter = request.query("delimiter").orElse("");
        String after = request.query("continuation-token")
                .map(ObjectPage::decode)
                .or(() -> request.query("start-after"))
                .orElse("");
        List<StoredObject> objects = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        // A token that is a common prefix stands for all its keys.
        String group =
                !delimiter.isEmpty() && after.endsWith(delimiter) && request.asks("continuation-token") ? after : "";
        String last = after;
        for (String key : bucket.keys(prefix, after)) {
            if (!key.startsWith(prefix) || limit == 0) {
                break;
            }
            if (!group.isEmpty() && key.startsWith(group)) {
                continue;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            Optional<StoredObject> object = end < 0 ? bucket.find(key) : Optional.empty();
            if (end < 0 && object.isEmpty()) {
                continue; // deleted meanwhile
            }
            if (objects.size() + groups.size() == limit) {
                return new ObjectPage(objects, groups, Optional.of(encode(last)));
            }
            if (object.isPresent()) {
                objects.add(object.get());
                last = key;
            } else {
                group = key.substring(0, end + delimiter.length());
                groups.add(group);
                last = group;
            }
        }
        return new ObjectPage(objects, groups, Optional.empty());
    }

    private static String encode(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "The continuation token provided is incorrect")
                    .with("ArgumentName", "continuation-token");
        }
    }
}
