package io.cloudstore.story;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.instant.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Bytes to upload, with the digests that a client computes of them. */
record Content(byte[] bytes, PartPlan plan) {
    static final int MIB = 1 << 20;

    /** {@code size} bytes that nobody has drawn before. */
    static Content ofSize(int size) {
        byte[] bytes = new byte[size];
        new Random().nextBytes(bytes);
        return of(bytes);
    }

    static Content of(byte[] bytes) {
        return new Content(bytes, PartPlan.of(bytes.length));
    }

    /** The same bytes, but for one at {@code offset}. */
    Content changedAt(int offset) {
        byte[] changed = bytes.clone();
        changed[offset] ^= 1;
        return of(changed);
    }

    byte[] part(int n) {
        int from = (int) plan.offsetOf(n);
        return Arrays.copyOfRange(bytes, from, from + (int) plan.lengthOf(n));
    }

    Sha256 digest(int n) {
        return Sha256.digestOf(part(n));
    }

    List<Integer> numbers() {
        return IntStream.rangeClosed(1, plan.partCount()).boxed().toList();
    }

    ContentId contentId() {
        return ContentId.ofParts(numbers().stream().map(this::digest).toList());
    }

    /** What whoever has these bytes answers to the challenge of a claim. */
    List<String> proofs(String uploadId, Reply claim) {
        var challenge = new Challenge(
                UUID.fromString(uploadId),
                Nonce.parse(claim.body().path("challenge").path("nonce").asString()),
                bytes.length);
        JsonNode ranges = claim.body().path("challenge").path("ranges");
        return IntStream.range(0, ranges.size())
                .mapToObj(i -> {
                    int from = ranges.path(i).path("offset").asInt();
                    int to = from + ranges.path(i).path("length").asInt();
                    return Proof.of(challenge, i, Arrays.copyOfRange(bytes, from, to))
                            .toString();
                })
                .toList();
    }

    Sha256 sha256() {
        return Sha256.digestOf(bytes);
    }
}
