package io.cloudstore.embedded.s3;

import io.cloudstore.embedded.s3.event.Notification;
import java.time.Duration;
import java.util.List;

/**
 * A bucket that is there from the start, and its rules.
 *
 * @param corsOrigins origins such as {@code https://drive.example.org} whose pages may use presigned URLs; {@code *}
 *     for all
 * @param abortMultipartAfter uploads begun longer ago are aborted, at start and every hour
 */
public record BucketSettings(
        String name, List<Notification> notifications, List<String> corsOrigins, Duration abortMultipartAfter) {
    public BucketSettings {
        notifications = List.copyOf(notifications);
        corsOrigins = List.copyOf(corsOrigins);
        if (abortMultipartAfter.isNegative() || abortMultipartAfter.isZero()) {
            throw new IllegalArgumentException("Bucket " + name + ": abortMultipartAfter must be positive");
        }
    }
}
