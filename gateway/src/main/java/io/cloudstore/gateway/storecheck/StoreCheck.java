package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.work.StoreFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tries all rules on a store, one after the other. */
public final class StoreCheck {
    /** Reaching it comes first, what needs much comes late; the URL that is to expire is signed at the beginning. */
    private static final List<Check> CHECKS = Stream.of(
                    ReachChecks.ALL,
                    PutChecks.ALL,
                    PartChecks.ALL,
                    CopyChecks.ALL,
                    ReadChecks.ALL,
                    BrowserChecks.ALL,
                    LastChecks.ALL)
            .flatMap(List::stream)
            .toList();

    private StoreCheck() {}

    /** The names of all checks, in order. */
    public static List<String> names() {
        return CHECKS.stream().map(Check::name).toList();
    }

    /**
     * Tries everything, and removes what it made.
     *
     * @param told hears of each finding as it is made
     * @throws InterruptedException when the thread is interrupted; what was made is removed then too
     */
    public static Report run(StoreToCheck store, Consumer<Finding> told) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Set<String> succeeded = new TreeSet<>();
        try (Subject subject = new Subject(store)) {
            for (Check check : CHECKS) {
                Finding finding = find(check, subject, succeeded);
                if (finding.verdict() == Verdict.OK) {
                    succeeded.add(check.name());
                }
                findings.add(finding);
                told.accept(finding);
            }
        }
        return new Report(findings);
    }

    private static Finding find(Check check, Subject subject, Set<String> succeeded) throws InterruptedException {
        Optional<String> missing =
                check.needs().stream().filter(need -> !succeeded.contains(need)).findFirst();
        if (missing.isPresent()) {
            return notTried(check, missing.get() + " did not succeed");
        }
        try {
            check.trial().on(subject);
            return new Finding(check.name(), check.weight(), Verdict.OK, check.means(), "", "");
        } catch (Broken broken) {
            return broken(check, String.valueOf(broken.getMessage()));
        } catch (Unknowable why) {
            return notTried(check, String.valueOf(why.getMessage()));
        } catch (StoreFailed failed) {
            return broken(check, failed.getMessage() + ": " + reason(failed.getCause()));
        } catch (SdkException refused) {
            return broken(check, reason(refused));
        } catch (IOException gone) {
            return broken(check, "no answer: " + gone);
        } catch (RuntimeException unreadable) { // whatever an adapter makes of an answer that S3 would never give
            return broken(check, "the adapters can't work with it: " + unreadable);
        }
    }

    private static Finding broken(Check check, String seen) {
        return new Finding(check.name(), check.weight(), check.weight().broken(), check.means(), seen, check.change());
    }

    private static Finding notTried(Check check, String why) {
        return new Finding(check.name(), check.weight(), Verdict.NOT_TRIED, check.means(), why, "");
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            String words = answer.awsErrorDetails() == null
                    ? ""
                    : " " + answer.awsErrorDetails().errorCode() + " "
                            + answer.awsErrorDetails().errorMessage();
            return "the store answered " + answer.statusCode() + words;
        }
        return failure == null ? "no answer" : String.valueOf(failure.getMessage());
    }
}
