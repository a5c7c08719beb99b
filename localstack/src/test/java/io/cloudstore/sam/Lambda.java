package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running {@code sam local start-lambda}, and the AWS SDK's client to it. Closing this ends both. */
record Lambda(RunningSam server, LambdaClient client) implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The client that AWS's own users have, pointed at {@code server}. */
    static Lambda at(RunningSam server) {
        return new Lambda(
                server,
                LambdaClient.builder()
                        .endpointOverride(server.address())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(SamEngines.ANYBODY)
                        .build());
    }

    /** A function's answer; fails if the function did. */
    JsonNode invoke(String function, SampleEvent event) {
        InvokeResponse response =
                client.invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String(event.json())));

        String payload = response.payload().asUtf8String();
        assertThat(response.functionError()).as(payload).isNull();
        return JSON.readTree(payload);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
