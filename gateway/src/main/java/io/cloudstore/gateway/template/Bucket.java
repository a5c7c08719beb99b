package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An S3 bucket.
 *
 * @param logicalId its name in the template
 * @param name its name in S3
 * @param notifications which events go to which queue
 * @param corsRules what browsers of other origins may do
 * @param abortIncompleteMultipartAfter age at which the store drops an unfinished multipart upload
 */
public record Bucket(
        String logicalId,
        String name,
        List<Notification> notifications,
        List<CorsRule> corsRules,
        Optional<Duration> abortIncompleteMultipartAfter) {

    /** Copies what it is given. */
    public Bucket {
        notifications = List.copyOf(notifications);
        corsRules = List.copyOf(corsRules);
    }

    /**
     * Events that the bucket sends.
     *
     * @param event for example {@code s3:ObjectCreated:*}
     * @param prefix what an object's key begins with for its events to be sent; may be empty
     * @param queue logical id of the queue that gets them
     */
    public record Notification(String event, String prefix, String queue) {}

    /**
     * One CORS rule.
     *
     * @param allowedOrigins origins, or {@code *}
     * @param allowedMethods HTTP methods
     * @param allowedHeaders request headers, or {@code *}
     * @param exposedHeaders response headers that scripts may read
     * @param maxAge how long a browser may remember the answer
     */
    public record CorsRule(
            List<String> allowedOrigins,
            List<String> allowedMethods,
            List<String> allowedHeaders,
            List<String> exposedHeaders,
            Duration maxAge) {

        /** Copies what it is given. */
        public CorsRule {
            allowedOrigins = List.copyOf(allowedOrigins);
            allowedMethods = List.copyOf(allowedMethods);
            allowedHeaders = List.copyOf(allowedHeaders);
            exposedHeaders = List.copyOf(exposedHeaders);
        }
    }
}
