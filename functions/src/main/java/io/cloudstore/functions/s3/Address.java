package io.cloudstore.functions.s3;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * Where a bucket's objects are, for whoever opens a URL.
 *
 * @param origin scheme and host, as {@code https://bucket.s3.eu-central-1.amazonaws.com}
 * @param host the host and, unless it is the scheme's own, the port, as clients send them in the header
 * @param path what stands before a key: nothing, or the endpoint's path and the bucket's name; begins with a slash and ends
 *     with one
 */
record Address(String origin, String host, String path) {
    /** What can stand in a host's name, also under a certificate for one level of names. */
    private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    /** The region whose address has no name in it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html). */
    private static final String FIRST_REGION = "us-east-1";

    /**
     * The bucket's address as its clients know it: with the bucket in the path where an endpoint is named, in the host's
     * name on AWS.
     */
    static Address of(S3.Settings settings, String bucket) {
        return of(settings.publicEndpoint().or(settings::endpoint), settings.region(), bucket);
    }

    /** The bucket's address as we know it. */
    static Address ofOurs(S3.Settings settings, String bucket) {
        return of(settings.endpoint(), settings.region(), bucket);
    }

    private static Address of(Optional<URI> endpoint, String region, String bucket) {
        return endpoint.map(named -> at(named, bucket)).orElseGet(() -> onAws(region, bucket));
    }

    private static Address at(URI endpoint, String bucket) {
        String scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
        boolean ownPort = endpoint.getPort() == -1 || endpoint.getPort() == (scheme.equals("https") ? 443 : 80);
        String host = endpoint.getHost() + (ownPort ? "" : ":" + endpoint.getPort());
        String path = Optional.ofNullable(endpoint.getRawPath()).orElse("");
        String before = path.endsWith("/") ? path : path + "/";
        return new Address(scheme + "://" + host, host, before + bucket + "/");
    }

    private static Address onAws(String region, String bucket) {
        String s3 = region.equals(FIRST_REGION)
                ? "s3.amazonaws.com"
                : ServiceMetadata.of("s3").endpointFor(Region.of(region)).toString();
        if (!HOST_LABEL.matcher(bucket).matches()) {
            return new Address("https://" + s3, s3, "/" + bucket + "/");
        }
        String host = bucket + "." + s3;
        return new Address("https://" + host, host, "/");
    }
}
