package io.cloudstore.gateway.storecheck;

import java.util.List;
import java.util.UUID;

/** Whether the store is there at all. */
final class ReachChecks {
    static final String REACH = "absent-key";

    static final List<Check> ALL = List.of(Check.must(
            REACH,
            "",
            "HEAD of a key that is not there answers 404, in both buckets. Merging and cleaning tell \"not there\" from \"not"
                    + " allowed\" and \"not reachable\" by it.",
            "See that endpoint, region, buckets and keys are right, and that the worker's keys may list both buckets"
                    + " (s3:ListBucket): without it an absent key is answered with 403.",
            ReachChecks::absentKey));

    private ReachChecks() {}

    private static void absentKey(Subject store) throws Broken {
        UUID key = UUID.randomUUID();
        if (store.staging.head(key).isPresent() || store.longTerm.head(key).isPresent()) {
            throw new Broken("HEAD of a key that was just made up finds an object");
        }
    }
}
