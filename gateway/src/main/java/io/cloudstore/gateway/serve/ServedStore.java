package io.cloudstore.gateway.serve;

import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.functions.secrets.SecretUnavailable;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.storecheck.Finding;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.StoreCheck;
import io.cloudstore.gateway.storecheck.StoreToCheck;
import io.cloudstore.gateway.storecheck.Verdict;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of a cloud that is served, and whether it can be one. */
public final class ServedStore {
    private static final Logger log = LoggerFactory.getLogger(ServedStore.class);

    private ServedStore() {}

    /**
     * Other buckets than the template's.
     *
     * @param staging left out: the template's
     * @param longTerm left out: the template's
     */
    public record Buckets(Optional<String> staging, Optional<String> longTerm) {
        /** The template's. */
        public static final Buckets OF_TEMPLATE = new Buckets(Optional.empty(), Optional.empty());
    }

    /**
     * Checks the store that parameters name.
     *
     * @param parameters values of the template's parameters
     * @param told hears of each finding as it is made
     * @throws TemplateException when a parameter is unknown, or its value is against the template's rules
     * @throws CannotStart when keys or addresses are of no use; the message is a sentence for people
     */
    public static Report check(Map<String, String> parameters, Buckets buckets, Consumer<Finding> told)
            throws InterruptedException {
        Template template = TemplateReader.shipped(parameters);
        new SecretFiles(parameters).requireReadable("WorkerKeys", "UploadSigner", "DownloadSigner");
        try (Secrets secrets = ServedCloud.secrets(template)) {
            return StoreCheck.run(store(template, Engines.of(template, secrets), secrets, buckets), told);
        } catch (SecretUnavailable | IllegalArgumentException e) {
            throw new CannotStart("The store's keys are of no use: " + e.getMessage(), e);
        }
    }

    /**
     * Returns when the store can be used.
     *
     * @throws CannotStart when it can't, with what to change
     */
    static Template require(Template template, Engines engines, Secrets secrets) {
        try {
            requireUsable(StoreCheck.run(store(template, engines, secrets, Buckets.OF_TEMPLATE), _ -> {}));
            return template;
        } catch (SecretUnavailable | IllegalArgumentException e) {
            throw new CannotStart("The store's keys are of no use: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The start was interrupted while the store was checked.", e);
        }
    }

    /**
     * Returns when the store can be used. What is to be kept in mind, and what was not tried, goes into the log.
     *
     * @throws CannotStart when it can't, with what to change
     */
    static void requireUsable(Report report) {
        report.of(Verdict.WARNS)
                .forEach(warning -> log.warn(
                        "the store: {}: {}. {} {}", warning.name(), warning.seen(), warning.means(), warning.change()));
        if (!report.isUsable()) {
            throw new CannotStart(sentence(report));
        }
        report.of(Verdict.NOT_TRIED)
                .forEach(untried -> log.warn(
                        "the store: {} was not tried: {}. {}", untried.name(), untried.seen(), untried.means()));
    }

    private static String sentence(Report report) {
        List<Finding> failures = report.of(Verdict.FAILS);
        return "The store can't be used: "
                + (failures.isEmpty() ? unknown(report.unknown()) : broken(failures))
                + " \"cloudstore check-store\" tells all; --no-check serves all the same.";
    }

    private static String broken(List<Finding> failures) {
        Finding first = failures.getFirst();
        String others = Report.names(failures.subList(1, failures.size()));
        return first.name() + ": " + first.seen() + ". " + first.change()
                + (others.isEmpty() ? "" : " These fail too: " + others + ".");
    }

    private static String unknown(List<Finding> untried) {
        Finding first = untried.getFirst();
        return "it can't be told whether it keeps " + Report.names(untried) + ". " + first.name() + ": " + first.seen()
                + ".";
    }

    /** As the functions are told that sign uploads, sign downloads, and move content. */
    private static StoreToCheck store(Template template, Engines engines, Secrets secrets, Buckets buckets) {
        Map<String, String> uploads = template.function("SignUploadFunction").environment();
        Map<String, String> downloads = template.function("DownloadFunction").environment();
        Map<String, String> transfers = template.function("TransferFunction").environment();
        Optional<URI> sts = Engines.address(template, "SignUploadFunction", "CLOUDSTORE_STS_ENDPOINT");
        var settings = new S3.Settings(
                template.deployment().region(),
                engines.store(),
                Engines.address(template, "SignUploadFunction", "CLOUDSTORE_S3_PUBLIC_ENDPOINT"),
                buckets.staging().orElse(uploads.getOrDefault("CLOUDSTORE_STAGING_BUCKET", "")),
                buckets.longTerm().orElse(uploads.getOrDefault("CLOUDSTORE_LONG_TERM_BUCKET", "")),
                Identity.of(transfers.getOrDefault("CLOUDSTORE_WORKER_KEYS", ""), sts, secrets::resolve),
                Identity.of(uploads.getOrDefault("CLOUDSTORE_UPLOAD_SIGNER", ""), sts, secrets::resolve),
                Identity.of(downloads.getOrDefault("CLOUDSTORE_DOWNLOAD_SIGNER", ""), sts, secrets::resolve),
                StoreToCheck.PATIENCE);
        return new StoreToCheck(
                settings,
                engines.queues().credentials(),
                uploads.getOrDefault("CLOUDSTORE_ALLOWED_ORIGIN", "*"),
                Clock.systemUTC());
    }
}
