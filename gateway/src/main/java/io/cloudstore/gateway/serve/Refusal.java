package io.cloudstore.gateway.serve;

import io.cloudstore.functions.secrets.SecretUnavailable;
import io.cloudstore.gateway.hosting.CannotStart;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a queue or a store answers in place of doing something, as a sentence. */
final class Refusal {
    private Refusal() {}

    /**
     * Does something to {@code what}.
     *
     * @param what begins the sentence
     * @throws CannotStart when the server refuses or can't be reached
     */
    static <T> T told(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | SecretUnavailable | IllegalArgumentException refused) {
            throw new CannotStart(what + " can't be made ready: " + reason(refused), refused);
        }
    }

    private static String reason(Exception refused) {
        return refused instanceof AwsServiceException answer
                ? answer.statusCode()
                        + Optional.ofNullable(answer.awsErrorDetails())
                                .map(Refusal::words)
                                .orElse("")
                : String.valueOf(refused.getMessage());
    }

    private static String words(AwsErrorDetails details) {
        return " " + details.errorCode() + " " + details.errorMessage();
    }
}
