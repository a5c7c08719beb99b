package io.cloudstore.functions.s3;

import io.cloudstore.core.work.StoreFailed;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tells what the store says about an object from what is wrong with the store. Codes are those of
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
final class Answers {
    static final String NO_SUCH_UPLOAD = "NoSuchUpload";
    static final String NO_SUCH_KEY = "NoSuchKey";
    static final String PRECONDITION_FAILED = "PreconditionFailed";
    /** Why a multipart upload of these parts can't be completed. */
    static final Set<String> PARTS_DIFFER = Set.of("InvalidPart", "InvalidPartOrder", "EntityTooSmall");

    private Answers() {}

    /**
     * What {@code call} returns; none if the store refuses it with one of the {@code expected} codes.
     *
     * @throws StoreFailed for every other refusal, and when there is no answer
     */
    static <T> Optional<T> ask(String what, Set<String> expected, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception refused) {
            if (expected.contains(codeOf(refused))) {
                return Optional.empty();
            }
            throw new StoreFailed(what, refused);
        } catch (SdkException failed) {
            throw new StoreFailed(what, failed);
        }
    }

    /** What {@code call} returns; every refusal is a {@link StoreFailed}. */
    static <T> T ask(String what, Supplier<T> call) {
        return ask(what, Set.of(), call).orElseThrow();
    }

    /** The code of a refusal; empty where the answer has no body, as for HEAD. */
    static String codeOf(S3Exception refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
