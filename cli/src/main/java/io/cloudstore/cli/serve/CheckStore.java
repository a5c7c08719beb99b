package io.cloudstore.cli.serve;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.gateway.serve.ServedStore;
import io.cloudstore.gateway.storecheck.Finding;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether a store can be a staging and a long-term store. */
@Command(
        name = "check-store",
        description = {
            "Tell whether an S3-compatible store can be used, rule by rule, and what to change.",
            "Takes what serve takes, and has words of its own for what matters here. Sends about 5 MiB under random keys of"
                    + " staging/, and removes them; everything else in the buckets is left alone."
        },
        footer = {
            "",
            "Ends with 0 when the store can be used, and with 8 when it can't: when it breaks a rule that has to be kept, or"
                    + " when one could not be tried. The address for clients alone may be out of reach from here."
        })
public final class CheckStore implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Parameters from a YAML file of lines Name: value, as serve takes it. May be given again.")
    private List<Path> files = List.of();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; wins over files. May be given again.")
    private List<String> parameters = List.of();

    @Option(names = "--endpoint", paramLabel = "URL", description = "Where the store is (S3Endpoint).")
    private @Nullable String endpoint;

    @Option(
            names = "--public-endpoint",
            paramLabel = "URL",
            description = "Where clients reach it, if that is elsewhere (S3PublicEndpoint).")
    private @Nullable String publicEndpoint;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "The store's region (AWS::Region). Default: us-east-1")
    private @Nullable String region;

    @Option(names = "--staging-bucket", paramLabel = "NAME", description = "Default: the template's")
    private @Nullable String stagingBucket;

    @Option(names = "--long-term-bucket", paramLabel = "NAME", description = "Default: the template's")
    private @Nullable String longTermBucket;

    @Option(
            names = "--keys",
            paramLabel = "REFERENCE",
            description =
                    "The worker's accessKey:secret, by reference as file:PATH (WorkerKeys); also the signers' unless they"
                            + " are given.")
    private @Nullable String keys;

    @Option(
            names = "--upload-keys",
            paramLabel = "REFERENCE",
            description = "Keys that may do nothing but PUT under staging/ (UploadSigner).")
    private @Nullable String uploadKeys;

    @Option(
            names = "--download-keys",
            paramLabel = "REFERENCE",
            description = "Keys that may do nothing but GET (DownloadSigner).")
    private @Nullable String downloadKeys;

    /** The command of {@code invocation}. */
    public CheckStore(Invocation invocation) {
        this.invocation = invocation;
    }

    private record CheckLine(String check, String weight, String verdict, String means, String seen, String change) {}

    @Override
    public Integer call() throws InterruptedException {
        var buckets = new ServedStore.Buckets(Optional.ofNullable(stagingBucket), Optional.ofNullable(longTermBucket));
        Report report = Parameters.used(() -> ServedStore.check(values(), buckets, this::tell));
        invocation.say(summary(report));
        return report.isUsable() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(Parameters.given(files, parameters));
        put(values, "S3Endpoint", endpoint);
        put(values, "S3PublicEndpoint", publicEndpoint);
        put(values, "AWS::Region", region);
        put(values, "WorkerKeys", keys);
        put(values, "UploadSigner", uploadKeys);
        put(values, "DownloadSigner", downloadKeys);
        if (keys != null) {
            values.putIfAbsent("UploadSigner", keys);
            values.putIfAbsent("DownloadSigner", keys);
        }
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private void tell(Finding finding) {
        if (invocation.isJson()) {
            invocation.print(Json.line(new CheckLine(
                    finding.name(),
                    finding.weight().toString(),
                    finding.verdict().toString(),
                    finding.means(),
                    finding.seen(),
                    finding.change())));
            return;
        }
        if (finding.verdict() == Verdict.OK) {
            invocation.say(line(finding, ""));
            return;
        }
        invocation.print(line(finding, finding.seen()));
        if (finding.verdict() != Verdict.NOT_TRIED) {
            invocation.print("             " + finding.means());
            invocation.print("             To change: " + finding.change());
        }
    }

    private static String line(Finding finding, String seen) {
        return String.format("  %-9s  %-21s%s", finding.verdict(), finding.name(), seen)
                .stripTrailing();
    }

    /** What it comes to; rules that were not tried are named, unless that is for others that are broken. */
    static String summary(Report report) {
        int failures = report.of(Verdict.FAILS).size();
        List<Finding> untried = report.of(Verdict.NOT_TRIED);
        if (failures > 0) {
            return "The store can't be used as it is: " + failures + " of "
                    + report.findings().size() + " rules broken"
                    + (untried.isEmpty() ? "." : ", " + untried.size() + " not tried.");
        }
        if (!report.isUsable()) {
            return "The store can't be used as it is. Not tried: " + Report.names(untried) + ".";
        }
        int warnings = report.of(Verdict.WARNS).size();
        return "The store can be used" + (warnings > 0 ? ", with " + warnings + " in mind." : ".")
                + (untried.isEmpty() ? "" : " Not tried: " + Report.names(untried) + ".");
    }
}
