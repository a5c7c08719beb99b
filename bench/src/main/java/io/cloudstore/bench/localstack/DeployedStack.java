package io.cloudstore.bench.localstack;

import io.cloudstore.bench.cloud.BenchAccount;
import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.events.SampleEvents;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * All of the template, deployed to LocalStack as it is now, with an account of the bench's.
 *
 * @param engines LocalStack among them
 * @param localStack where it is deployed
 * @param account somebody who is signed in
 * @param events what that person sends
 */
public record DeployedStack(Engines engines, LocalStack localStack, BenchAccount account, SampleEvents events)
        implements AutoCloseable {

    /** Deploys, or brings up to date what is deployed. */
    public static DeployedStack on(Engines engines) throws IOException, InterruptedException {
        URI api = URI.create(engines.script("localstack/deploy").strip());
        LocalStack localStack = LocalStack.at(engines.localStack());
        try {
            BenchAccount account = BenchAccount.signedUp(api, localStack.name());
            SampleEvents events =
                    SampleEvents.in(engines.root().resolve("events")).of(account.accessToken());
            return new DeployedStack(engines, localStack, account, events);
        } catch (IOException | InterruptedException | RuntimeException e) {
            localStack.close();
            throw e;
        }
    }

    /** The handler class of a function, by its name in the template. */
    public String handler(String logicalId) {
        return localStack.deployed(logicalId).handler();
    }

    /** The environment of a function, with what LocalStack's Lambda adds to it. */
    public Map<String, String> environment(String logicalId) {
        FunctionConfiguration function = localStack.deployed(logicalId);
        Map<String, String> environment = new HashMap<>(function.environment().variables());
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", "http://localstack:4566",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
        return environment;
    }

    @Override
    public void close() {
        account.close();
        localStack.close();
    }
}
