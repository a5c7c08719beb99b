package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The kinds of events that Lambda brings, read and written by Lambda's own serializers. */
enum EventShape {
    /** A call of the REST API, as a proxy integration passes it on. */
    HTTP {
        @Override
        Function<InputStream, byte[]> wire(Functions functions, String handler, Map<String, String> environment) {
            return json(
                    APIGatewayProxyRequestEvent.class,
                    APIGatewayProxyResponseEvent.class,
                    functions.http(handler, environment));
        }
    },
    /** A question of the REST API about a token. */
    AUTHORIZER {
        @Override
        Function<InputStream, byte[]> wire(Functions functions, String handler, Map<String, String> environment) {
            return json(
                    APIGatewayCustomAuthorizerEvent.class,
                    IamPolicyResponseV1.class,
                    functions.authorizer(handler, environment));
        }
    },
    /** A batch of a queue, or a beat of a schedule in its shape. */
    QUEUE {
        @Override
        Function<InputStream, byte[]> wire(Functions functions, String handler, Map<String, String> environment) {
            return json(SQSEvent.class, SQSBatchResponse.class, functions.queue(handler, environment));
        }
    },
    /** The deployment's word: {@code {}} that the schema's time has come, {@code {"rotate": "receipt-key"}} a key's. */
    MIGRATION {
        @Override
        Function<InputStream, byte[]> wire(Functions functions, String handler, Map<String, String> environment) {
            return event -> {
                String toRotate =
                        new JsonMapper().readTree(event).path("rotate").asString("");
                return switch (toRotate) {
                    case "" -> {
                        functions.migrate(environment);
                        yield answer("migrated");
                    }
                    case "receipt-key" -> {
                        functions.rotateReceiptKey(environment);
                        yield answer("rotated");
                    }
                    default -> throw new IllegalArgumentException("There is no key \"" + toRotate + "\" to rotate.");
                };
            };
        }
    };

    private static byte[] answer(String word) {
        return ('"' + word + '"').getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The function behind a handler, from event to answer, both as JSON.
     *
     * @throws IllegalArgumentException when no function of this shape has the handler, or a setting is missing or wrong
     */
    abstract Function<InputStream, byte[]> wire(Functions functions, String handler, Map<String, String> environment);

    private static <E, A> Function<InputStream, byte[]> json(Class<E> event, Class<A> answer, Function<E, A> function) {
        ClassLoader loader = EventShape.class.getClassLoader();
        PojoSerializer<E> reader = LambdaEventSerializers.serializerFor(event, loader);
        PojoSerializer<A> writer = LambdaEventSerializers.serializerFor(answer, loader);
        return input -> {
            var output = new ByteArrayOutputStream();
            writer.toJson(function.apply(reader.fromJson(input)), output);
            return output.toByteArray();
        };
    }
}
