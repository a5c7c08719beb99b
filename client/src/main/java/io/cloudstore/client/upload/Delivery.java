package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.client.settings.InstantMode;
import io.cloudstore.client.upload.Delivery.Delivered.FinishedElsewhere;
import io.cloudstore.client.upload.Delivery.Delivered.Sent;
import io.cloudstore.client.upload.Delivery.Delivered.Stored;
import io.cloudstore.client.upload.InstantRace.Hit;
import io.cloudstore.client.upload.PartReuse.Hope;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings the content of a source into one open upload: by asking for it where it may be there already, by having parts
 * copied, and by sending the rest; then completes it.
 */
final class Delivery {
    /** How often an upload is completed in all, when the service says that parts are missing. */
    private static final int MOST_COMPLETIONS = 5;

    private final Uploader uploader;
    private final UploadView upload;
    private final String uploadId;
    private final SourceFile source;
    private final PartPlan plan;
    private final Board board;
    private final Progress progress;
    private final PartReuse reuse;
    private final Optional<InstantRace> race;

    /**
     * Into {@code upload}, as it was opened or found.
     *
     * @param resembles whether other content of the account probably resembles the source
     */
    Delivery(
            Uploader uploader,
            UploadView upload,
            SourceFile source,
            Board board,
            Progress progress,
            boolean resembles) {
        this.uploader = uploader;
        this.upload = upload;
        this.uploadId = upload.uploadId();
        this.source = source;
        this.plan = source.plan();
        this.board = board;
        this.progress = progress;
        boolean asks = uploader.settings().instant() == InstantMode.AUTO;
        Hope hope = resembles || upload.likelyStored() ? Hope.GOOD : Hope.UNKNOWN;
        this.reuse = new PartReuse(
                uploader.uploads(), uploadId, plan, board, progress, asks && !plan.isSinglePut() ? hope : Hope.NONE);
        ClaimPause pause = uploader.claimPause(upload.likelyStored());
        boolean claims = asks && pause.isOver();
        this.race = claims && (upload.likelyStored() || InstantRace.mayPay(plan.size()))
                ? Optional.of(new InstantRace(uploader.uploads(), pause, uploadId, source, board))
                : Optional.empty();
    }

    /** How the file came to be there. */
    sealed interface Delivered {
        /** What was missing was sent or copied from here. */
        record Sent(FileView file) implements Delivered {}

        /** The service has the content: what was missing did not have to be sent. */
        record Stored(Hit hit) implements Delivered {}

        /** Another device sent what was still missing, and completed the upload. */
        record FinishedElsewhere(FileView file) implements Delivered {}
    }

    /**
     * Returns when the file is there.
     *
     * @param threads where the service is asked beside the sending
     * @param batch the parts that were to be signed when the upload was opened
     */
    Delivered deliver(ExecutorService threads, List<PartDigest> batch) throws IOException, InterruptedException {
        try {
            Optional<Hit> hit = ask(threads);
            if (hit.isPresent()) {
                return new Stored(hit.get());
            }
            use(batch);
            return sendAndComplete();
        } catch (SourceChangedException e) {
            abandonIfOfOtherSize();
            throw e;
        }
    }

    /** Begins to ask; content that the account itself probably holds waits for the answer. */
    private Optional<Hit> ask(ExecutorService threads) throws InterruptedException {
        if (race.isEmpty()) {
            return Optional.empty();
        }
        Future<?> _ = threads.submit(race.get());
        if (upload.likelyStored()) {
            progress.phase(Phase.CHECKING);
            race.get().awaitAnswer();
        }
        return race.get().hit();
    }

    /** Sends the first batch by the URLs that came at the opening, but for what can be copied. */
    private void use(List<PartDigest> batch) throws InterruptedException {
        List<PartDigest> toSend = reuse.withoutCopied(batch);
        Set<Integer> numbers = toSend.stream().map(PartDigest::n).collect(Collectors.toSet());
        List<SignedPart> urls = Objects.requireNonNullElse(upload.urls(), List.<SignedPart>of()).stream()
                .filter(url -> numbers.remove(url.n()))
                .toList();
        board.signed(urls);
        board.reopen(numbers);
    }

    private Delivered sendAndComplete() throws IOException, InterruptedException {
        for (int round = 1; ; round++) {
            progress.phase(Phase.SENDING);
            Optional<Delivered> early = send();
            if (early.isPresent()) {
                return early.get();
            }
            String contentId = board.awaitContentId().toString();
            source.requireUnchanged();
            progress.phase(Phase.MERGING);
            try {
                return new Sent(uploader.completion().complete(uploadId, contentId));
            } catch (ProblemException e) {
                if (round == MOST_COMPLETIONS || !isMended(e)) {
                    throw e;
                }
            }
        }
    }

    /** Sends what has to be sent, unless it turns out meanwhile that the upload has ended well without that. */
    private Optional<Delivered> send() throws IOException, InterruptedException {
        int senders = Math.min(plan.partCount(), uploader.settings().connections());
        PartSender sender = new PartSender(source, board, uploader.transport(), this::holds, progress);
        try (Sending sending = new Sending(uploader.uploads(), uploadId, board, reuse, sender, senders)) {
            sending.await();
            return race.flatMap(InstantRace::hit).map(Stored::new);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.UPLOAD_CLOSED) {
                throw e;
            }
            return Optional.of(ended(e));
        }
    }

    /** Whether the store holds part {@code n} by now, as it was signed. */
    private boolean holds(int n) throws InterruptedException {
        try {
            return board.digestOf(n)
                    .equals(HeldParts.of(uploader.uploads().look(uploadId)).get(n));
        } catch (IOException | ProblemException e) {
            return false;
        }
    }

    /**
     * The upload was closed under the senders: by a hit whose answer is still on its way, or by another device. Only the
     * upload itself tells whether anybody sent the bytes.
     */
    private Delivered ended(ProblemException closed) throws IOException, InterruptedException {
        UploadView now = uploader.uploads().get(uploadId);
        if (now.file() == null && !now.state().equals("MERGING")) {
            throw closed;
        }
        FileView file = uploader.completion().ended(now, ownContentId(), closed);
        return Uploads.isInstant(now)
                ? new Stored(new Hit(file, race.map(InstantRace::isProving).orElse(false)))
                : new FinishedElsewhere(file);
    }

    /** The content id; the hashers ended with the sending, whose room they keep to. */
    private String ownContentId() throws IOException {
        progress.phase(Phase.CHECKING);
        List<Sha256> digests = new ArrayList<>();
        for (int n = 1; n <= plan.partCount(); n++) {
            digests.add(board.isHashed(n) ? board.digestOf(n) : source.digestOf(n, progress::hashed));
        }
        source.requireUnchanged();
        return ContentId.ofParts(digests).toString();
    }

    /** Whether the refusal to complete says that something has to be sent again; then it will be. */
    private boolean isMended(ProblemException refused) throws IOException, InterruptedException {
        if (refused.code() != ProblemCode.PARTS_MISSING && refused.code() != ProblemCode.CONTENT_DIFFERS) {
            return false;
        }
        Map<Integer, Sha256> held = HeldParts.of(uploader.uploads().get(uploadId));
        List<Integer> toSend = IntStream.rangeClosed(1, plan.partCount())
                .filter(n -> refused.missingParts().contains(n) || !Objects.equals(board.digestOf(n), held.get(n)))
                .boxed()
                .toList();
        toSend.forEach(this::takeBack);
        board.reopen(toSend);
        return !toSend.isEmpty();
    }

    /** What was told of a part's bytes is not so. */
    private void takeBack(int n) {
        if (board.wasSent(n)) {
            progress.moved(-plan.lengthOf(n));
        } else {
            progress.reused(-plan.lengthOf(n));
        }
    }

    /** An upload of another size can never be carried on: it would only hold quota until it expires. */
    private void abandonIfOfOtherSize() throws InterruptedException {
        if (source.hasOtherSize()) {
            try {
                uploader.uploads().abort(uploadId);
            } catch (IOException | ProblemException e) {
                // It expires by itself.
            }
        }
    }
}
