package io.cloudstore.stack;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/**
 * The whole template on LocalStack, as {@code localstack/deploy} has deployed it.
 *
 * @param api what the deployment printed: {@code http://localhost:4566/_aws/execute-api/ID/STAGE}
 * @param stackName the name of its CloudFormation stack
 */
record LocalStackStack(URI api, String stackName) implements Stack {
    static final String NAME = "localstack";
    /** LocalStack has one account, and takes any key of it. */
    private static final String ACCOUNT = "000000000000";

    private static final String ANY_KEY = "test";

    /**
     * The stack that the system properties {@code cloudstore.api} and, if it has another name than {@code cloudstore},
     * {@code cloudstore.stack-name} tell of.
     *
     * @throws StackMissing when nobody names it
     */
    static LocalStackStack named() {
        String api = System.getProperty("cloudstore.api", "");
        if (api.isEmpty()) {
            throw new StackMissing("The stack \"" + NAME + "\" needs a deployment: localstack/engines/up, then"
                    + " -Dcloudstore.api=$(localstack/deploy). localstack/suite localstack does all of it.");
        }
        return new LocalStackStack(URI.create(api), System.getProperty("cloudstore.stack-name", "cloudstore"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TRANSFER_QUEUE);
    }

    /** By the names that the template gives. */
    @Override
    public TransferQueue transferQueue() {
        return new SqsTransferQueue(
                api.resolve("/"),
                ANY_KEY,
                ANY_KEY,
                stackName + "-transfer",
                stackName + "-transfer-dead",
                stackName + "-staging-" + ACCOUNT + "-us-east-1");
    }
}
