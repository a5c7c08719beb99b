package io.cloudstore.client.fake;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A person who is signed in to a fake cloud, with a patience short enough for tests. */
public final class Signed {
    /** Passes every rule. */
    public static final String PASSWORD = "correct horse battery";

    private Signed() {}

    /** A client of {@code cloud} for a new account. */
    public static CloudstoreClient in(FakeCloud cloud) {
        return in(cloud, settings -> settings);
    }

    /** A client of {@code cloud} for a new account, with other settings. */
    public static CloudstoreClient in(FakeCloud cloud, UnaryOperator<ClientSettings> change) {
        CloudstoreClient client = in(cloud.url(), change);
        cloud.forgetCalls();
        return client;
    }

    /** A client for a new account of whatever answers at {@code url}. */
    public static CloudstoreClient in(URI url) {
        return in(url, settings -> settings);
    }

    private static CloudstoreClient in(URI url, UnaryOperator<ClientSettings> change) {
        CloudstoreClient client = client(url, change);
        try {
            String name = "ann-" + System.nanoTime();
            client.account().signUp(name, PASSWORD);
            client.account().signIn(name, PASSWORD, "test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return client;
    }

    private static CloudstoreClient client(URI url, UnaryOperator<ClientSettings> change) {
        ClientSettings quick = ClientSettings.of(url).withBackoff(Duration.ofMillis(1), Duration.ofMillis(4));
        return new CloudstoreClient(change.apply(quick), new MemorySessionStore());
    }

    /** A client for the account of {@code first} on another machine, with a session of its own. */
    public static CloudstoreClient onAnotherMachine(FakeCloud cloud, CloudstoreClient first)
            throws IOException, InterruptedException {
        return onAnotherMachine(cloud, first, settings -> settings);
    }

    /** The same, with other settings. */
    public static CloudstoreClient onAnotherMachine(
            FakeCloud cloud, CloudstoreClient first, UnaryOperator<ClientSettings> change)
            throws IOException, InterruptedException {
        CloudstoreClient client = client(cloud.url(), change);
        client.account().signIn(first.account().me().name(), PASSWORD, "another");
        cloud.forgetCalls();
        return client;
    }

    /** A request to put {@code source} into the root folder under its own name. */
    public static UploadRequest toRoot(CloudstoreClient client, Path source) throws IOException, InterruptedException {
        String root = client.drive().folder("root").id();
        RemotePath path = RemotePath.ROOT.child(source.getFileName().toString());
        return new UploadRequest(source, root, path, Conflict.RENAME, new Existing.Unknown());
    }

    /** A file of {@code size} bytes drawn from {@code seed}. */
    public static Path file(Path folder, String name, int size, long seed) throws IOException {
        return Files.write(folder.resolve(name), bytes(size, seed));
    }

    /** Bytes drawn from {@code seed}. */
    public static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The content id of {@code bytes}, computed the plain way. */
    public static String contentId(byte[] bytes) {
        PartPlan plan = PartPlan.of(bytes.length);
        List<Sha256> digests = new ArrayList<>();
        for (int n = 1; n <= plan.partCount(); n++) {
            int from = (int) plan.offsetOf(n);
            digests.add(Sha256.digestOf(Arrays.copyOfRange(bytes, from, from + (int) plan.lengthOf(n))));
        }
        return ContentId.ofParts(digests).toString();
    }
}
