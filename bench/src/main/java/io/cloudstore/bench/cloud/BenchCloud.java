package io.cloudstore.bench.cloud;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.session.SavedSession;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.gateway.hosting.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** An embedded cloud on free ports, as {@code up} starts it, with one account that is signed in. */
public final class BenchCloud implements AutoCloseable {
    /** The account's name. */
    public static final String ACCOUNT = "bench";

    private final EmbeddedCloud cloud;
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final CloudstoreClient client;
    private final String password = UUID.randomUUID().toString();

    private BenchCloud(EmbeddedCloud cloud) {
        this.cloud = cloud;
        this.client = new CloudstoreClient(ClientSettings.of(cloud.gateway()), sessions);
    }

    /** Starts one in a new data folder. */
    public static BenchCloud start(Path data) throws IOException, InterruptedException {
        BenchCloud started =
                new BenchCloud(EmbeddedCloud.start(EmbeddedSettings.in(data).onPort(0), Progress.silent()));
        try {
            started.client.account().signUp(ACCOUNT, started.password);
            started.client.account().signIn(ACCOUNT, started.password, "bench");
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** The cloud itself. */
    public EmbeddedCloud cloud() {
        return cloud;
    }

    /** A client that is signed in. */
    public CloudstoreClient client() {
        return client;
    }

    /** The account's password. */
    public String password() {
        return password;
    }

    /** The client's access token. */
    public String accessToken() {
        return sessions.read().map(SavedSession::accessToken).orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        cloud.close();
    }
}
