package io.cloudstore.functions.http;

import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.PartDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts that a body names, checked against the plan. */
final class PartDigests {
    private PartDigests() {}

    /** 1 to {@code most} parts. */
    static List<RecordedPart> required(PartPlan plan, @Nullable List<PartDigest> wanted, int most) {
        if (Fields.required("parts", wanted).isEmpty()) {
            throw ProblemException.field("parts", "must hold 1 to " + most);
        }
        return optional(plan, wanted, most);
    }

    /** At most {@code most} parts. */
    static List<RecordedPart> optional(PartPlan plan, @Nullable List<PartDigest> wanted, int most) {
        if (wanted == null) {
            return List.of();
        }
        if (wanted.size() > most) {
            throw ProblemException.field("parts", "must hold at most " + most);
        }
        List<RecordedPart> parts = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String field = "parts[" + i + "]";
            PartDigest part = Fields.required(field, wanted.get(i));
            int n = Fields.required(field + ".n", part.n());
            if (!plan.contains(n)) {
                throw ProblemException.field(field + ".n", "must be 1 to " + plan.partCount());
            }
            if (!numbers.add(n)) {
                throw ProblemException.field(field + ".n", "is there twice");
            }
            if (part.length() != null && part.length() != plan.lengthOf(n)) {
                throw ProblemException.field(field + ".length", "must be " + plan.lengthOf(n));
            }
            parts.add(new RecordedPart(n, Fields.sha256(field + ".sha256", part.sha256()), plan.lengthOf(n)));
        }
        return parts;
    }
}
