package io.cloudstore.bench.lambda;

import io.cloudstore.bench.engines.Engines;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Lambda's interface, as AWS's own users call it.
 *
 * @param client the SDK
 */
public record Lambda(LambdaClient client) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Whoever plays Lambda at this address. */
    public static Lambda at(URI address) {
        return new Lambda(LambdaClient.builder()
                .endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(Engines.ANYBODY)
                // a call that is made twice would be measured as one
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .build());
    }

    /**
     * A function's answer.
     *
     * @throws IllegalStateException when it failed
     */
    public String invoke(String function, String event) {
        InvokeResponse response =
                client.invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String(event)));
        String answer = response.payload().asUtf8String();
        if (response.functionError() != null) {
            throw new IllegalStateException(function + " failed: " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
