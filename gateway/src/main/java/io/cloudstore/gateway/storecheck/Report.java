package io.cloudstore.gateway.storecheck;

import java.util.List;

/** What all checks found, in the order in which they were made. */
public record Report(List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether the store can be used: no rule was seen broken that has to be kept. */
    public boolean isUsable() {
        return of(Verdict.FAILS).isEmpty();
    }

    /** Those of one verdict. */
    public List<Finding> of(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
    }
}
