package io.cloudstore.client.fake;

import io.cloudstore.client.fake.FakeContents.Content;
import io.cloudstore.client.fake.FakeContents.Part;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.instant.Proof;
import io.cloudstore.protocol.wire.InstantView;
import io.cloudstore.protocol.wire.PartDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Instant uploads and the reuse of parts, with real challenges over real bytes. Guarded by the server's lock. */
final class FakeInstant {
    private static final long SMALLEST_SHARED = 1 << 20;

    private final FakeUploads uploads;
    private final FakeContents contents;
    private final FakeStore store;
    private final SecureRandom random = new SecureRandom();
    boolean sharesWithEveryone = true;
    int copiesAtOnce = Integer.MAX_VALUE;

    FakeInstant(FakeUploads uploads, FakeContents contents, FakeStore store) {
        this.uploads = uploads;
        this.contents = contents;
        this.store = store;
    }

    InstantView ask(String account, String id, String contentId) {
        FakeUpload upload = uploads.find(id).requireOpen();
        Optional<Content> content = contents.find(contentId, upload.plan.size());
        if (content.isPresent() && content.get().holders().contains(account)) {
            return stored(upload, content.get());
        }
        if (!sharesWithEveryone || upload.plan.size() < SMALLEST_SHARED) {
            return send();
        }
        byte[] nonce = new byte[Nonce.BYTES];
        random.nextBytes(nonce);
        upload.challenge = new Challenge(UUID.fromString(id), Nonce.of(nonce), upload.plan.size());
        upload.claimed = contentId;
        return new InstantView(
                "PROVE",
                null,
                false,
                new InstantView.ChallengeView(
                        upload.challenge.nonce().toString(),
                        upload.challenge.ranges(),
                        Instant.now().plusSeconds(300)));
    }

    InstantView prove(String id, List<String> proofs) {
        FakeUpload upload = uploads.find(id).requireOpen();
        Challenge challenge = upload.challenge;
        upload.challenge = null;
        if (challenge == null) {
            return send();
        }
        return contents.find(upload.claimed, upload.plan.size())
                .filter(content -> proofs.equals(expected(challenge, store.content(content.key()))))
                .map(content -> stored(upload, content))
                .orElse(send());
    }

    private static List<String> expected(Challenge challenge, byte[] bytes) {
        List<String> proofs = new ArrayList<>();
        for (ByteRange range : challenge.ranges()) {
            int from = (int) range.offset();
            byte[] piece = Arrays.copyOfRange(bytes, from, from + range.length());
            proofs.add(Proof.of(challenge, proofs.size(), piece).toString());
        }
        return proofs;
    }

    private InstantView stored(FakeUpload upload, Content content) {
        store.copy(content.key(), upload.id);
        uploads.become(upload, "INSTANT", content.contentId(), content.parts());
        return new InstantView("STORED", upload.file, uploads.isRenamed(upload), null);
    }

    private static InstantView send() {
        return new InstantView("SEND", null, false, null);
    }

    List<Integer> likelyReusable(String account, List<PartDigest> parts) {
        return parts.stream()
                .filter(part ->
                        contents.part(account, Sha256.parse(part.sha256())).isPresent())
                .map(PartDigest::n)
                .toList();
    }

    List<Integer> reuse(String account, String id, List<PartDigest> parts) {
        FakeUpload upload = uploads.find(id).requireOpen();
        List<Integer> reused = new ArrayList<>();
        for (PartDigest part : parts) {
            Sha256 digest = Sha256.parse(part.sha256());
            Optional<Part> held = reused.size() < copiesAtOnce ? contents.part(account, digest) : Optional.empty();
            held.ifPresent(source -> {
                upload.signed.put(part.n(), digest);
                store.copyPart(source.key(), source.n(), id, part.n());
                reused.add(part.n());
            });
        }
        return reused;
    }
}
