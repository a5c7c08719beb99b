package io.cloudstore.embedded;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.gateway.hosting.Application;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Functions that write down what they get. */
final class FakeApplication implements Application, FunctionHost {
    /** The environment of each function, by its handler's simple name. */
    final Map<String, Map<String, String>> environments = new ConcurrentHashMap<>();

    /** Bodies of the messages that the transfer function got. */
    final BlockingQueue<String> transferred = new LinkedBlockingQueue<>();

    /** Bodies of the messages that it failed on. */
    final BlockingQueue<String> refused = new LinkedBlockingQueue<>();

    volatile Optional<RuntimeException> migrationFailure = Optional.empty();
    volatile int healthStatus = 200;
    volatile boolean transfersFail;
    volatile boolean closed;

    @Override
    public FunctionHost functions() {
        return this;
    }

    @Override
    public void migrate(Map<String, String> environment) {
        environments.put("MigrateHandler", environment);
        migrationFailure.ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> http(
            String handler, Map<String, String> environment) {
        note(handler, environment);
        return request -> new APIGatewayProxyResponseEvent()
                .withStatusCode(healthStatus)
                .withHeaders(Map.of("Content-Type", "application/json"))
                .withBody("{}");
    }

    @Override
    public Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer(
            String handler, Map<String, String> environment) {
        note(handler, environment);
        return token -> {
            throw new IllegalStateException("nobody is let in");
        };
    }

    @Override
    public Function<SQSEvent, SQSBatchResponse> queue(String handler, Map<String, String> environment) {
        note(handler, environment);
        return event -> {
            if (handler.endsWith("TransferHandler")) {
                if (transfersFail) {
                    event.getRecords().forEach(record -> refused.add(record.getBody()));
                    throw new IllegalStateException("as the test wants it");
                }
                event.getRecords().forEach(record -> transferred.add(record.getBody()));
            }
            return new SQSBatchResponse(List.of());
        };
    }

    private void note(String handler, Map<String, String> environment) {
        environments.put(handler.substring(handler.lastIndexOf('.') + 1), environment);
    }
}
