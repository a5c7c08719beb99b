package io.cloudstore.core.simulation;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Trashed;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Invariants;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.CompleteUploads.Outcome;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A person with several devices, who does one thing after another, and remembers what became of it. */
final class Person {
    /** Few, so that people meet each other's content: of one PUT, private and shared, and of two parts. */
    private static final List<Bytes> CONTENTS =
            List.of(Bytes.NONE, Bytes.of(1, 10), Bytes.of(2, Cloud.THRESHOLD), Bytes.of(3, (8L << 20) + 1));

    private static final List<Conflict> CONFLICTS = List.of(Conflict.values());
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** An upload as a device remembers it; {@code versions} are all the contents that it ever was to be. */
    private static final class Sending {
        private final UploadId id;
        private final Set<Bytes> versions = new HashSet<>();
        private final List<Sent> urls = new ArrayList<>();
        private Bytes content;

        Sending(UploadId id, Bytes content) {
            this.id = id;
            this.content = content;
            versions.add(content);
        }
    }

    private record Sent(Signed url, Bytes content) {}

    private final Cloud cloud;
    private final Random random;
    private final Invariants invariants;
    private final AccountId account;
    private final List<Sending> uploads = new ArrayList<>();
    private final Map<UploadId, Sending> underKeys = new HashMap<>();

    Person(Cloud cloud, Random random, Invariants invariants, AccountId account) {
        this.cloud = cloud;
        this.random = random;
        this.invariants = invariants;
        this.account = account;
    }

    /** Does one thing through a server; returns what it was. Mostly the next thing, sometimes any. */
    String step(Server server) {
        Client client = new Client(cloud, server, account);
        if (uploads.isEmpty() || random.nextInt(8) == 0) {
            return open(client);
        }
        Sending upload = random.nextInt(3) > 0 ? uploads.getLast() : pick(uploads);
        return switch (random.nextInt(20)) {
            case 0 -> sign(client, upload);
            case 1 -> put(upload);
            case 2 -> complete(client, upload);
            case 3 -> say("show", () -> client.show(upload.id));
            case 4 -> anotherVersion(upload);
            case 5 -> random.nextBoolean() ? lose(upload) : abort(server, upload);
            case 6, 7 -> drive(server, client);
            case 8 ->
                random.nextBoolean()
                        ? completeMany(client)
                        : say("reuse", () -> client.reuse(upload.id, upload.content));
            case 9, 10 -> instant(client, upload);
            case 11 -> trash(server);
            default -> next(client, upload);
        };
    }

    private String next(Client client, Sending upload) {
        if (upload.urls.isEmpty()) {
            return sign(client, upload);
        }
        return random.nextBoolean() ? put(upload) : complete(client, upload);
    }

    /** Claims what the source is now; the proof may be of what it has become meanwhile. */
    private String instant(Client client, Sending upload) {
        return say("instant", () -> {
            InstantOutcome answer = client.claim(upload.id, upload.content);
            if (answer instanceof InstantOutcome.Prove(var challenge, var end)) {
                Bytes source = random.nextInt(8) > 0 ? upload.content : upload.content.damaged();
                answer = client.prove(upload.id, Client.proofs(challenge, source));
            }
            if (answer instanceof InstantOutcome.Stored(var file, var renamed)) {
                told(upload, new Merged(file, renamed, Optional.empty()));
            }
        });
    }

    private String open(Client client) {
        Bytes content = pick(CONTENTS);
        FolderId folder = folder(client).orElse(client.root());
        Conflict conflict = pick(CONFLICTS);
        if (random.nextInt(3) == 0) {
            return openUnderAKey(client, content);
        }
        return say(
                "open " + content.length() + " " + conflict,
                () -> uploads.add(new Sending(
                        client.open(folder, pick(NAMES), content, conflict).id(), content)));
    }

    /** Twice under one key: it is one upload, also when something went wrong in between and the first answer was lost. */
    private String openUnderAKey(Client client, Bytes content) {
        String key = "key " + random.nextInt(20);
        return say("open " + content.length() + " under " + key, () -> {
            UploadId id = client.open(key, key, content).upload().id();
            if (!client.open(key, key, content).upload().id().equals(id)) {
                cloud.database.remember("I14 one key, two uploads");
            }
            Sending known = underKeys.computeIfAbsent(id, opened -> new Sending(opened, content));
            if (!uploads.contains(known)) {
                uploads.add(known);
            }
        });
    }

    private String sign(Client client, Sending upload) {
        Bytes content = upload.content;
        int[] parts = IntStream.rangeClosed(1, content.plan().partCount())
                .filter(n -> n == 1 || random.nextInt(4) > 0)
                .toArray();
        return say(
                "sign " + parts.length,
                () -> client.sign(upload.id, content, parts).forEach(url -> upload.urls.add(new Sent(url, content))));
    }

    private String put(Sending upload) {
        if (upload.urls.isEmpty()) {
            return "put nothing";
        }
        List<Sent> some = random.nextInt(3) > 0 ? List.copyOf(upload.urls) : List.of(pick(upload.urls));
        return "put "
                + some.stream()
                        .map(sent -> cloud.urls.put(
                                sent.url().put(), sent.content().part(sent.url().n())))
                        .toList();
    }

    private String complete(Client client, Sending upload) {
        Bytes content = upload.content;
        return say("complete", () -> client.complete(upload.id, content).ifPresent(merged -> told(upload, merged)));
    }

    private String completeMany(Client client) {
        List<Sending> some = List.copyOf(uploads.subList(Math.max(0, uploads.size() - 4), uploads.size()));
        Map<UploadId, Bytes> wanted = new LinkedHashMap<>();
        some.forEach(upload -> wanted.put(upload.id, upload.content));
        return say("complete " + some.size(), () -> {
            List<Outcome> outcomes = client.complete(wanted);
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Done(var merged)) {
                    told(some.get(i), merged);
                }
            }
        });
    }

    /** The file is one of the versions, whole; which one is up to whoever completed first. */
    private void told(Sending upload, Merged merged) {
        List<Bytes> there = cloud.database.read(tables -> Stream.ofNullable(tables.files.get(merged.file()))
                .flatMap(file -> file.versions().stream())
                .map(version -> tables.blobs.get(version.blob()).blob().contentId())
                .flatMap(id -> upload.versions.stream()
                        .filter(bytes -> bytes.contentId().equals(id)))
                .toList());
        if (invariants.isGone(merged.file())) {
            return;
        }
        if (there.isEmpty()) {
            cloud.database.remember("I1 the file holds none of the versions that were sent");
            return;
        }
        invariants.acknowledged(merged.file(), there.getLast());
        if (random.nextInt(3) > 0) {
            uploads.remove(upload);
        }
    }

    private String abort(Server server, Sending upload) {
        return say("abort", () -> server.abort.abort(account, upload.id));
    }

    private String anotherVersion(Sending upload) {
        upload.content = upload.content.damaged();
        upload.versions.add(upload.content);
        return "edit the source";
    }

    /** The store loses what it holds of an upload that is still open. */
    private String lose(Sending upload) {
        cloud.database
                .read(tables -> Optional.ofNullable(tables.uploads.get(upload.id)))
                .map(row -> row.upload())
                .filter(row -> row.state() == UploadState.OPEN)
                .ifPresent(row -> cloud.staging.lose(row.stagingKey()));
        return "the store loses an upload";
    }

    private String drive(Server server, Client client) {
        List<Entry> entries = server.browse.list(account, client.root(), Optional.empty(), 100);
        if (entries.isEmpty() || random.nextInt(3) == 0) {
            return say(
                    "make a folder",
                    () -> server.createFolder.create(account, client.root(), new EntryName(pick(NAMES))));
        }
        boolean forGood = random.nextBoolean();
        return switch (pick(entries)) {
            case Entry.Sub(var folder) ->
                forGood
                        ? purge("a folder", folder.id().value(), () -> server.purge.folder(account, folder.id()))
                        : say("trash a folder", () -> server.trash.folder(account, folder.id()));
            case Entry.Item(var file) ->
                forGood
                        ? purge("a file", file.id().value(), () -> server.purge.file(account, file.id()))
                        : say("trash a file", () -> server.trash.file(account, file.id()));
        };
    }

    private String trash(Server server) {
        List<Trashed> trashed = server.inTrash.list(account, Optional.empty(), 100);
        if (trashed.isEmpty() || random.nextInt(3) == 0) {
            return purge("the trash", account.value(), () -> server.purge.trash(account));
        }
        Trashed entry = pick(trashed);
        if (random.nextBoolean()) {
            return say("restore", () -> server.restore.restore(account, entry.id()));
        }
        return purge("from the trash", entry.id(), () -> {
            if (entry.isFolder()) {
                server.purge.folder(account, new FolderId(entry.id()));
            } else {
                server.purge.file(account, new FileId(entry.id()));
            }
        });
    }

    private String purge(String what, UUID subject, Runnable call) {
        invariants.purged(subject);
        return say("purge " + what, call);
    }

    private Optional<FolderId> folder(Client client) {
        return random.nextBoolean()
                ? Optional.empty()
                : cloud.database.read(tables -> List.copyOf(tables.folders.values())).stream()
                        .filter(row -> row.account().equals(client.account))
                        .map(row -> row.id())
                        .skip(1)
                        .findFirst();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String say(String what, Runnable call) {
        try {
            call.run();
            return what;
        } catch (ProblemException refusal) {
            return what + ": " + refusal.code().code();
        }
    }
}
