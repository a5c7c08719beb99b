package io.cloudstore.stack;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/**
 * A cloud whose queues and buckets are LocalStack's: the whole template as {@code localstack/deploy} has deployed it there,
 * or the gateway that {@code localstack/engines/up gateway} has put before it.
 *
 * @param api where its API answers; of a deployment what that printed: {@code
 *     http://localhost:4566/_aws/execute-api/ID/STAGE}
 * @param localStack where LocalStack answers
 * @param stackName what the names of its queues and buckets begin with
 */
record LocalStackStack(String name, URI api, URI localStack, String stackName) implements Stack {
    static final String DEPLOYED = "localstack";
    static final String SERVED = "compose";
    /** LocalStack has one account, and takes any key of it. */
    private static final String ACCOUNT = "000000000000";

    private static final String ANY_KEY = "test";

    /**
     * The stack that the system properties {@code cloudstore.api} and, if it has another name than {@code cloudstore},
     * {@code cloudstore.stack-name} tell of.
     *
     * @throws StackMissing when nobody names it
     */
    static LocalStackStack deployed() {
        URI api = named(DEPLOYED, "a deployment: localstack/engines/up, then -Dcloudstore.api=$(localstack/deploy).");
        return new LocalStackStack(
                DEPLOYED, api, api.resolve("/"), System.getProperty("cloudstore.stack-name", "cloudstore"));
    }

    /**
     * The gateway that the system property {@code cloudstore.api} tells of, before the LocalStack of the system property
     * {@code cloudstore.localstack}.
     *
     * @throws StackMissing when nobody names it
     */
    static LocalStackStack served() {
        URI api =
                named(SERVED, "a gateway: localstack/engines/up gateway, then -Dcloudstore.api=http://127.0.0.1:8788.");
        return new LocalStackStack(
                SERVED,
                api,
                URI.create(System.getProperty("cloudstore.localstack", "http://localhost:4566")),
                "cloudstore-served");
    }

    private static URI named(String stack, String need) {
        String api = System.getProperty("cloudstore.api", "");
        if (api.isEmpty()) {
            throw new StackMissing(
                    "The stack \"" + stack + "\" needs " + need + " localstack/suite " + stack + " does all of it.");
        }
        return URI.create(api);
    }

    /** LocalStack starts a process for each call of a function that is going on. */
    @Override
    public int callsAtOnce() {
        return name.equals(DEPLOYED) ? 4 : Stack.super.callsAtOnce();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TRANSFER_QUEUE);
    }

    /** By the names that the template gives. */
    @Override
    public TransferQueue transferQueue() {
        return new SqsTransferQueue(
                localStack,
                ANY_KEY,
                ANY_KEY,
                stackName + "-transfer",
                stackName + "-transfer-dead",
                stackName + "-staging-" + ACCOUNT + "-us-east-1");
    }
}
