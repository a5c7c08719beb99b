package io.cloudstore.bench.localstack;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * A function that nobody has called yet, so that its first call makes an environment for it. Closing it deletes it, and
 * with it the environment.
 *
 * @param client Lambda
 * @param name the function's
 * @param arn the function's
 */
record FreshFunction(LambdaClient client, String name, String arn) implements AutoCloseable {

    /**
     * Makes one; returns when it can be called.
     *
     * @param like a function that has the same runtime, memory, processor, timeout and environment variables
     * @param handler its handler class
     * @param archive the key of its code in LocalStack's bucket of the bench
     */
    static FreshFunction create(LocalStack localStack, FunctionConfiguration like, String handler, String archive) {
        LambdaClient client = localStack.lambda().client();
        String name = localStack.name()
                + HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        String arn = client.createFunction(f -> f.functionName(name)
                        .runtime(like.runtimeAsString())
                        .architecturesWithStrings(like.architecturesAsStrings())
                        .role(like.role())
                        .handler(handler)
                        .memorySize(like.memorySize())
                        .timeout(like.timeout())
                        .environment(e -> e.variables(like.environment().variables()))
                        .code(c -> c.s3Bucket(localStack.name()).s3Key(archive)))
                .functionArn();
        FreshFunction made = new FreshFunction(client, name, arn);
        try (var waiter = client.waiter()) {
            waiter.waitUntilFunctionActiveV2(w -> w.functionName(name));
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public void close() {
        client.deleteFunction(d -> d.functionName(name));
    }
}
