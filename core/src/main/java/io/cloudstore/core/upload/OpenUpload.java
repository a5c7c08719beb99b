package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.FindBlobs.FirstPart;
import io.cloudstore.core.drive.CheckNames;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.OpenUpload.Opening.Refused;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Opens uploads: their bytes are set aside in the quota, their names are checked, nothing is sent yet. Many at once take
 * one transaction and hardly more of the database than one.
 */
public final class OpenUpload {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final ChargeQuota quota;
    private final OpenedBefore before;
    private final StoreUpload uploads;
    private final StoreUploads many;
    private final CheckNames names;
    private final FindBlobs blobs;
    private final UploadRules rules;
    private final Draw draw;
    private final Clock clock;

    public OpenUpload(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            ClaimKeys keys,
            FindUploads find,
            StoreUpload uploads,
            StoreUploads many,
            CheckNames names,
            FindBlobs blobs,
            UploadRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.quota = quota;
        this.before = new OpenedBefore(keys, find);
        this.uploads = uploads;
        this.many = many;
        this.names = names;
        this.blobs = blobs;
        this.rules = rules;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * What is to be uploaded.
     *
     * @param plan its size and how it is cut
     * @param modifiedAt when the source was last modified
     * @param parts what the caller is about to send; recorded at once when it is the whole, as one PUT
     * @param key the caller's name for the call; with it, a repeat opens nothing
     */
    public record NewUpload(
            AccountId account,
            FolderId folder,
            EntryName name,
            PartPlan plan,
            String contentType,
            Optional<Instant> modifiedAt,
            Conflict conflict,
            List<RecordedPart> parts,
            Optional<CreationKey> key) {
        /** The parts, if they are recorded when the upload opens. */
        private List<RecordedPart> whole() {
            return plan.isSinglePut() ? parts : List.of();
        }
    }

    /** What came of one. */
    public sealed interface Opening {
        /**
         * It is open.
         *
         * @param upload as it stands now, which may be any state when it was opened before
         * @param before whether an earlier call under the same key opened it
         */
        record Opened(Upload upload, boolean before) implements Opening {}

        /** It is not: not-found, name-taken, too-many-uploads, quota-exceeded, idempotency-key-reused. */
        record Refused(ProblemException why) implements Opening {}
    }

    /**
     * Opens the upload.
     *
     * @throws ProblemException not-found, name-taken, too-many-uploads, quota-exceeded, idempotency-key-reused
     */
    public Opened open(NewUpload wanted) {
        return switch (open(wanted.account(), List.of(wanted)).getFirst()) {
            case Opened opened -> opened;
            case Refused(var why) -> throw why;
        };
    }

    /** Opens many uploads of one account; each that is refused is refused alone. What came of each, in their order. */
    public List<Opening> open(AccountId account, List<NewUpload> wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Upload> uploads = wanted.stream().map(each -> describe(each, now)).toList();
        return work.run(() -> open(account, wanted, uploads));
    }

    private List<Opening> open(AccountId account, List<NewUpload> wanted, List<Upload> described) {
        List<Optional<Claim>> claims = IntStream.range(0, wanted.size())
                .mapToObj(i -> wanted.get(i)
                        .key()
                        .map(key -> new Claim(key, described.get(i).id().value())))
                .toList();
        Map<Integer, Opening> openings = before.look(claims);
        List<Integer> fresh = IntStream.range(0, wanted.size())
                .filter(i -> !openings.containsKey(i) && before.isFirst(claims, i))
                .boxed()
                .toList();
        if (!fresh.isEmpty()) {
            accounts.lock(account);
            openings.putAll(openFresh(account, fresh, wanted, described));
        }
        return before.settle(claims, fresh, openings);
    }

    private Map<Integer, Opening> openFresh(
            AccountId account, List<Integer> fresh, List<NewUpload> wanted, List<Upload> described) {
        Map<Integer, Opening> openings = new LinkedHashMap<>();
        List<Optional<ProblemException>> refusals = names.check(
                account, fresh.stream().map(i -> placeOf(wanted.get(i))).toList());
        int room = rules.mostOpen() - uploads.countOpen(account);
        boolean fitsAll = reserveAll(account, fresh, wanted, refusals, room);
        Map<Upload, List<RecordedPart>> opened = new LinkedHashMap<>();
        for (int n = 0; n < fresh.size(); n++) {
            int i = fresh.get(n);
            Optional<ProblemException> refusal = refusals.get(n)
                    .or(() -> opened.size() >= room ? Optional.of(tooMany()) : Optional.empty())
                    .or(() -> fitsAll
                                    || quota.reserve(
                                            account, wanted.get(i).plan().size())
                            ? Optional.empty()
                            : Optional.of(noQuota()));
            refusal.ifPresentOrElse(why -> openings.put(i, new Refused(why)), () -> {
                opened.put(described.get(i), wanted.get(i).whole());
                openings.put(i, new Opened(described.get(i), false));
            });
        }
        if (!opened.isEmpty()) {
            many.insert(opened);
        }
        return openings;
    }

    /** Whether what all that may open need was set aside together; otherwise nothing was. */
    private boolean reserveAll(
            AccountId account,
            List<Integer> fresh,
            List<NewUpload> wanted,
            List<Optional<ProblemException>> refusals,
            int room) {
        List<Long> sizes = IntStream.range(0, fresh.size())
                .filter(n -> refusals.get(n).isEmpty())
                .limit(Math.max(0, room))
                .mapToObj(n -> wanted.get(fresh.get(n)).plan().size())
                .toList();
        return sizes.size() > 1
                && quota.reserve(
                        account, sizes.stream().mapToLong(Long::longValue).sum());
    }

    private ProblemException tooMany() {
        return new ProblemException(
                ProblemCode.TOO_MANY_UPLOADS, "Complete or abort some of your " + rules.mostOpen() + " uploads.");
    }

    private static ProblemException noQuota() {
        return new ProblemException(
                ProblemCode.QUOTA_EXCEEDED, "The file does not fit into what is left of your quota.");
    }

    private static CheckNames.Wanted placeOf(NewUpload wanted) {
        return new CheckNames.Wanted(wanted.folder(), wanted.name(), wanted.conflict());
    }

    /** Those of the contents, known by size and first part, that the account itself already holds: there waiting for the whole digest may pay. */
    public Set<FirstPart> likelyStored(AccountId account, Collection<FirstPart> contents) {
        return blobs.ownersFirstParts(account.value(), contents);
    }

    private Upload describe(NewUpload wanted, Instant now) {
        return new Upload(
                new UploadId(draw.id()),
                wanted.account(),
                wanted.folder(),
                wanted.name(),
                wanted.plan(),
                wanted.contentType(),
                wanted.modifiedAt(),
                wanted.conflict(),
                rules.dedup().domainOf(wanted.account().value(), wanted.plan().size()),
                UploadState.OPEN,
                draw.key(),
                Optional.empty(),
                wanted.whole().isEmpty() ? now : now.plus(rules.urlLife()),
                Optional.empty(),
                false,
                now,
                rules.life().expiry(now, now));
    }
}
