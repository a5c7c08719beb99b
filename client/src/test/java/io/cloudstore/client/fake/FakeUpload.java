package io.cloudstore.client.fake;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One upload. Guarded by the server's lock. */
final class FakeUpload {
    final String id = UUID.randomUUID().toString();
    final String owner;
    final OpenUploadRequest request;
    final String folderId;
    final PartPlan plan;
    final Instant createdAt = Instant.now();
    final Map<Integer, Sha256> signed = new TreeMap<>();
    String state = "OPEN";
    int asksUntilMerged;
    FileView file;
    /** What it has to prove, with the content that it claims; consumed by one answer. */
    Challenge challenge;

    String claimed;

    FakeUpload(String owner, OpenUploadRequest request, String folderId) {
        this.owner = owner;
        this.request = request;
        this.folderId = folderId;
        this.plan = PartPlan.of(request.size());
    }

    FakeUpload requireOpen() {
        if (!state.equals("OPEN")) {
            throw new ProblemException(ProblemCode.UPLOAD_CLOSED, "The upload is " + state + ".");
        }
        return this;
    }

    boolean isUnended() {
        return state.equals("OPEN") || state.equals("MERGING");
    }

    boolean hasEnded() {
        return state.equals("MERGED") || state.equals("INSTANT");
    }

    String contentId() {
        return ContentId.ofParts(List.copyOf(signed.values())).toString();
    }
}
