package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.instant.InstantOutcome.Prove;
import io.cloudstore.core.memory.Bucket.Answer;
import io.cloudstore.core.upload.CompleteUploads;
import io.cloudstore.core.upload.CompleteUploads.Outcome;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.OpenUpload.NewUpload;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A person's device: does what the journey of the design, section 5, has a client do. */
public final class Client {
    private final Cloud cloud;
    private final Server server;
    public final AccountId account;

    public Client(Cloud cloud, Server server, AccountId account) {
        this.cloud = cloud;
        this.server = server;
        this.account = account;
    }

    /** The person's root folder. */
    public FolderId root() {
        return FolderId.rootOf(account);
    }

    /** Opens an upload in the root; another file of that name makes it choose another name. */
    public Upload open(String name, Bytes content) {
        return open(root(), name, content, Conflict.RENAME);
    }

    /** Opens an upload. */
    public Upload open(FolderId folder, String name, Bytes content, Conflict conflict) {
        return server.open
                .open(wanted(folder, name, content, conflict, List.of(), Optional.empty()))
                .upload();
    }

    /** Opens an upload in the root under a key, with the digests of all that is to be sent if that is one PUT. */
    public Opened open(String key, String name, Bytes content) {
        return server.open.open(wanted(key, name, content));
    }

    /** What {@link #open(String, String, Bytes)} opens. */
    public NewUpload wanted(String key, String name, Bytes content) {
        return wanted(root(), name, content, Conflict.RENAME, content.parts(), Optional.of(key(key, name, content)));
    }

    private NewUpload wanted(
            FolderId folder,
            String name,
            Bytes content,
            Conflict conflict,
            List<RecordedPart> parts,
            Optional<CreationKey> key) {
        return new NewUpload(
                account,
                folder,
                new EntryName(name),
                content.plan(),
                "application/octet-stream",
                Optional.empty(),
                conflict,
                parts,
                key);
    }

    private CreationKey key(String key, String name, Bytes content) {
        return CreationKey.of(account.value(), "uploads", key, name + content.contentId());
    }

    /** Makes a folder in the root under a key. */
    public Folder folder(String key, String name) {
        return server.createFolder.create(
                account,
                root(),
                new EntryName(name),
                Optional.of(CreationKey.of(account.value(), "folders", key, name)));
    }

    /** Completes many at once. */
    public List<Outcome> complete(Map<UploadId, Bytes> uploads) {
        return server.completeMany.complete(
                account,
                uploads.entrySet().stream()
                        .map(each -> new CompleteUploads.Wanted(
                                each.getKey(), each.getValue().contentId()))
                        .toList());
    }

    /** Asks for URLs of all parts. */
    public List<Signed> sign(UploadId upload, Bytes content) {
        return server.sign.sign(account, upload, content.parts());
    }

    /** Asks for URLs of some parts. */
    public List<Signed> sign(UploadId upload, Bytes content, int... numbers) {
        return server.sign.sign(account, upload, content.recorded(numbers));
    }

    /** Asks for parts to be copied from what the person holds; returns those that need not be sent. */
    public List<Integer> reuse(UploadId upload, Bytes content, int... numbers) {
        return server.reuse.reuse(account, upload, content.recorded(numbers));
    }

    /** Asks the same for all parts. */
    public List<Integer> reuse(UploadId upload, Bytes content) {
        return server.reuse.reuse(account, upload, content.parts());
    }

    /** Sends parts to their URLs; each answer is what the store said. */
    public List<Answer> put(List<Signed> signed, Bytes content) {
        return signed.stream()
                .map(each -> cloud.urls.put(each.put(), content.part(each.n())))
                .toList();
    }

    /** Signs and sends everything. */
    public void send(UploadId upload, Bytes content) {
        put(sign(upload, content), content);
    }

    /** Says which content the upload has. */
    public InstantOutcome claim(UploadId upload, Bytes content) {
        return server.claim.claim(account, upload, content.contentId());
    }

    /** The proofs that whoever has the content gives. */
    public static List<Sha256> proofs(Challenge challenge, Bytes content) {
        List<ByteRange> ranges = challenge.ranges();
        return IntStream.range(0, ranges.size())
                .mapToObj(i -> Proof.of(
                        challenge,
                        i,
                        content.read(ranges.get(i).offset(), ranges.get(i).length())))
                .toList();
    }

    /** Sends proofs. */
    public InstantOutcome prove(UploadId upload, List<Sha256> proofs) {
        return server.prove.prove(account, upload, proofs, cloud.clock.instant());
    }

    /** Claims the content, and proves it if asked to. */
    public InstantOutcome instant(UploadId upload, Bytes content) {
        InstantOutcome answer = claim(upload, content);
        return answer instanceof Prove(var challenge, var end) ? prove(upload, proofs(challenge, content)) : answer;
    }

    /** Completes; none while the merge goes on. */
    public Optional<Merged> complete(UploadId upload, Bytes content) {
        return server.complete.complete(account, upload, content.contentId());
    }

    /** Opens, sends, completes. */
    public FileId upload(String name, Bytes content) {
        return upload(root(), name, content, Conflict.RENAME);
    }

    /** Opens, sends, completes. */
    public FileId upload(FolderId folder, String name, Bytes content, Conflict conflict) {
        UploadId upload = open(folder, name, content, conflict).id();
        send(upload, content);
        return complete(upload, content).orElseThrow().file();
    }

    /** Parts that the store holds as they were signed. */
    public List<Integer> held(UploadId upload) {
        return server.show.show(account, upload).held().stream()
                .map(RecordedPart::n)
                .toList();
    }

    /** The upload as the server shows it. */
    public Upload show(UploadId upload) {
        return server.show.show(account, upload).upload();
    }

    /** What the person gets when they download the file; none if nothing comes. */
    public Optional<Bytes> download(FileId file) {
        return cloud.urls.get(server.download.download(account, file).get().url());
    }

    /** Names of what is in the root. */
    public List<String> names() {
        return names(root());
    }

    /** Names of what is in a folder. */
    public List<String> names(FolderId folder) {
        return server.browse.list(account, folder, Optional.empty(), 1_000).stream()
                .map(entry -> entry.name().value())
                .toList();
    }
}
