package io.cloudstore.gateway.storecheck;

import java.util.List;
import java.util.stream.Collectors;

/** What all checks found, in the order in which they were made. */
public record Report(List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether the store can be used: each rule that has to be kept was tried, and none was seen broken. */
    public boolean isUsable() {
        return of(Verdict.FAILS).isEmpty() && unknown().isEmpty();
    }

    /** What was not tried, though it has to be known of a store that is used. */
    public List<Finding> unknown() {
        return of(Verdict.NOT_TRIED).stream()
                .filter(finding -> finding.weight() == Weight.MUST)
                .toList();
    }

    /** Those of one verdict. */
    public List<Finding> of(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
    }

    /** The names of some findings, with commas between. */
    public static String names(List<Finding> some) {
        return some.stream().map(Finding::name).collect(Collectors.joining(", "));
    }
}
