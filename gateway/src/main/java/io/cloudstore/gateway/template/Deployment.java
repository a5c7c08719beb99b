package io.cloudstore.gateway.template;

/**
 * Where the application is, or is said to be.
 *
 * @param stackName begins the names of what belongs to it
 * @param region as ARNs and signatures name it
 * @param accountId as ARNs name it; twelve digits
 */
public record Deployment(String stackName, String region, String accountId) {

    /** The ARN of a queue, by its name. */
    public String queueArn(String queueName) {
        return "arn:aws:sqs:" + region + ":" + accountId + ":" + queueName;
    }
}
