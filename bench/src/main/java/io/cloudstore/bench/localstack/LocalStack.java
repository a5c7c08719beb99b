package io.cloudstore.bench.localstack;

import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.lambda.Lambda;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * LocalStack, with a bucket of the bench's own, which is emptied and deleted when this is closed.
 *
 * @param lambda its Lambda
 * @param s3 its S3
 * @param sqs its SQS
 * @param name what everything of this run is called; the bucket's name
 */
public record LocalStack(Lambda lambda, S3Client s3, SqsClient sqs, String name) implements AutoCloseable {
    /** What localstack/deploy calls the stack. */
    private static final String STACK = "cloudstore";

    /** The one that answers at this address. */
    static LocalStack at(URI address) {
        String name = "cloudstore-bench-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        S3Client s3 = built(S3Client.builder().forcePathStyle(true), address);
        s3.createBucket(b -> b.bucket(name));
        return new LocalStack(Lambda.at(address), s3, built(SqsClient.builder(), address), name);
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C built(B builder, URI address) {
        return builder.endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(Engines.ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /**
     * A function of the deployed stack, by its name in the template.
     *
     * @throws IllegalStateException when the stack has none
     */
    FunctionConfiguration deployed(String logicalId) {
        String prefix = STACK + "-" + logicalId + "-";
        return lambda.client().listFunctionsPaginator().functions().stream()
                .filter(function -> function.functionName().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("LocalStack has no function " + prefix + "…"));
    }

    /** Puts a file into the bucket, under the file's own name. */
    void store(Path file) {
        s3.putObject(p -> p.bucket(name).key(file.getFileName().toString()), file);
    }

    @Override
    public void close() {
        List<S3Object> left = s3.listObjectsV2Paginator(l -> l.bucket(name)).contents().stream()
                .toList();
        left.forEach(each -> s3.deleteObject(d -> d.bucket(name).key(each.key())));
        s3.deleteBucket(d -> d.bucket(name));
        s3.close();
        sqs.close();
        lambda.close();
    }
}
