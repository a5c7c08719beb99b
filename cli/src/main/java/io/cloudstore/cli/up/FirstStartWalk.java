package io.cloudstore.cli.up;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.FileView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * What a new cloud does once by itself: the main job with real content, as a person's client would do it. An account is
 * made, a small file and one of three parts go up by presigned URLs, are merged and moved to long-term storage, and come
 * back. Whatever fails here fails the start.
 */
final class FirstStartWalk {
    private static final String ACCOUNT = "demo";
    /** Three parts: two of 8 MiB and a shorter one. */
    private static final int LARGE = 20 << 20;
    /** Longest wait for the transfer, which takes well under a second on an idle machine. */
    private static final Duration TRANSFER = Duration.ofSeconds(90);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final URI address;
    private final Steps steps;

    FirstStartWalk(URI address, Steps steps) {
        this.address = address;
        this.steps = steps;
    }

    void walk() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cloudstore-walk");
        try (CloudstoreClient client = new CloudstoreClient(ClientSettings.of(address), new MemorySessionStore())) {
            signUp(client);
            thereAndBack(client, small(folder));
            thereAndBack(client, large(folder));
            steps.chapter("Both files came back byte for byte.");
        } finally {
            delete(folder);
        }
    }

    private void signUp(CloudstoreClient client) throws IOException, InterruptedException {
        steps.chapter("First start: the main job once, with real content");
        String password = password();
        long began = System.nanoTime();
        client.account().signUp(ACCOUNT, password);
        client.account().signIn(ACCOUNT, password, "first start");
        steps.step("sign up and in", since(began), "account " + ACCOUNT);
        steps.note("password (shown only now): " + password);
    }

    /** 100 random bits in groups that can be read and typed. */
    private static String password() {
        String letters = "abcdefghijkmnpqrstuvwxyz23456789";
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(letters.charAt(random.nextInt(letters.length())));
        }
        return password.toString();
    }

    private static Path small(Path folder) throws IOException {
        return Files.writeString(folder.resolve("hello.txt"), "Hello from your own cloud.\n", StandardCharsets.UTF_8);
    }

    private static Path large(Path folder) throws IOException {
        byte[] bytes = new byte[LARGE];
        new SecureRandom().nextBytes(bytes);
        return Files.write(folder.resolve("three-parts.bin"), bytes);
    }

    private void thereAndBack(CloudstoreClient client, Path source) throws IOException, InterruptedException {
        UploadResult up = upload(client, source);
        awaitLongTermStorage(client.drive(), up.file().id());
        Path back = source.resolveSibling(source.getFileName() + ".back");
        long began = System.nanoTime();
        client.download(up.file().id(), back, Progress.NONE);
        steps.step("download by presigned URL", since(began), Words.bytes(up.bytesTotal()));
        String sent = sha256(source);
        if (!sent.equals(sha256(back))) {
            throw new CommandFailure(ExitCode.FAILURE, source.getFileName() + " came back with other bytes", "");
        }
        steps.note("SHA-256 the same: " + sent);
    }

    private UploadResult upload(CloudstoreClient client, Path source) throws IOException, InterruptedException {
        String name = source.getFileName().toString();
        String root = client.drive().folder(Drive.ROOT).id();
        UploadTimes times = new UploadTimes();
        UploadRequest request =
                new UploadRequest(source, root, RemotePath.ROOT.child(name), Conflict.FAIL, new Existing.Absent());
        UploadResult result = client.upload(request, times);
        Duration merge = times.merge(System.nanoTime());
        int parts = ContentId.parse(result.file().contentId()).parts();
        String howMany = parts == 1 ? "1 part" : parts + " parts";
        steps.chapter(name + ", " + Words.bytes(result.bytesTotal()) + ", " + howMany);
        steps.step("hash, ahead of sending", times.hash(), "");
        steps.step("open the upload, first URLs signed", times.open(), "");
        steps.step("PUT straight into the staging bucket", times.send(), howMany);
        steps.step("merge, file visible", merge, "content id " + result.file().contentId());
        return result;
    }

    private void awaitLongTermStorage(Drive drive, String fileId) throws IOException, InterruptedException {
        long began = System.nanoTime();
        FileView file = drive.file(fileId);
        while (!file.place().equals("stored")) {
            if (since(began).compareTo(TRANSFER) > 0) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "the transfer to long-term storage has not ended in " + Words.time(TRANSFER),
                        "");
            }
            Thread.sleep(BETWEEN_LOOKS);
            file = drive.file(fileId);
        }
        steps.step("event → queue → transfer → long-term bucket", since(began), "every part verified");
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return Sha256.of(digest.digest()).toString();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> left;
        try (var entries = Files.list(folder)) {
            left = entries.toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
