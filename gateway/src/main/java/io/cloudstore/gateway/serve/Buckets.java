package io.cloudstore.gateway.serve;

import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.template.Bucket;
import io.cloudstore.gateway.template.Template;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Makes the buckets that a template declares. */
final class Buckets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Buckets.class);
    /** Where a bucket is when nobody says where; naming it is an error. */
    private static final String UNNAMED_REGION = "us-east-1";

    private static final int NOT_IMPLEMENTED = 501;

    private final Template template;
    private final S3Client s3;

    Buckets(Template template, URI endpoint, QueueAccess access) {
        this.template = template;
        this.s3 = S3Client.builder()
                .region(Region.of(template.deployment().region()))
                .credentialsProvider(access.credentials())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)))
                .build();
    }

    /**
     * Makes those that are missing, and gives all of them the template's rules. A store that has no such rules at all is
     * used without: the message after a commit stands in for an event, the sweep for a rule, and CORS is its own affair.
     *
     * @param queueArns the ARN of each queue, by its logical id
     * @throws CannotStart when the store refuses or can't be reached
     */
    void provision(Map<String, String> queueArns) {
        for (Bucket bucket : template.buckets().values()) {
            told(bucket, () -> make(bucket.name()));
            rule(bucket, "notifications", () -> notify(bucket, queueArns));
            rule(bucket, "CORS rules", () -> allowOrigins(bucket));
            rule(bucket, "lifecycle rules", () -> abortMultipart(bucket));
        }
    }

    private void make(String bucket) {
        String region = template.deployment().region();
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
        if (!region.equals(UNNAMED_REGION)) {
            request.createBucketConfiguration(c -> c.locationConstraint(region));
        }
        try {
            s3.createBucket(request.build());
        } catch (BucketAlreadyOwnedByYouException kept) {
            log.debug("bucket {} is there", bucket);
        }
    }

    private void notify(Bucket bucket, Map<String, String> queueArns) {
        List<QueueConfiguration> queues = bucket.notifications().stream()
                .map(notification -> QueueConfiguration.builder()
                        .queueArn(queueArns.get(notification.queue()))
                        .events(Event.fromValue(notification.event()))
                        .filter(filter -> filter.key(key -> key.filterRules(
                                rule -> rule.name(FilterRuleName.PREFIX).value(notification.prefix()))))
                        .build())
                .toList();
        if (!queues.isEmpty()) {
            s3.putBucketNotificationConfiguration(
                    r -> r.bucket(bucket.name()).notificationConfiguration(c -> c.queueConfigurations(queues)));
        }
    }

    private void allowOrigins(Bucket bucket) {
        List<CORSRule> rules = bucket.corsRules().stream()
                .map(rule -> CORSRule.builder()
                        .allowedOrigins(rule.allowedOrigins())
                        .allowedMethods(rule.allowedMethods())
                        .allowedHeaders(rule.allowedHeaders())
                        .exposeHeaders(rule.exposedHeaders())
                        .maxAgeSeconds((int) rule.maxAge().toSeconds())
                        .build())
                .toList();
        if (!rules.isEmpty()) {
            s3.putBucketCors(r -> r.bucket(bucket.name()).corsConfiguration(c -> c.corsRules(rules)));
        }
    }

    private void abortMultipart(Bucket bucket) {
        bucket.abortIncompleteMultipartAfter().ifPresent(age -> {
            LifecycleRule rule = LifecycleRule.builder()
                    .id("abort-incomplete-multipart-uploads")
                    .status(ExpirationStatus.ENABLED)
                    .filter(all -> all.prefix(""))
                    .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation((int) age.toDays()))
                    .build();
            s3.putBucketLifecycleConfiguration(r -> r.bucket(bucket.name()).lifecycleConfiguration(c -> c.rules(rule)));
        });
    }

    private static void rule(Bucket bucket, String kind, Runnable call) {
        told(bucket, () -> {
            try {
                call.run();
            } catch (S3Exception refused) {
                if (refused.statusCode() != NOT_IMPLEMENTED) {
                    throw refused;
                }
                log.warn("bucket {}: the store knows no {}, and is used without", bucket.name(), kind);
            }
        });
    }

    private static void told(Bucket bucket, Runnable call) {
        Refusal.told("Bucket " + bucket.name(), () -> {
            call.run();
            return bucket;
        });
    }

    @Override
    public void close() {
        s3.close();
    }
}
