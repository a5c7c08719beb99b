package io.cloudstore.bench.cloud;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.gateway.hosting.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded cloud on free ports, as {@code up} starts it, with one account that is signed in. */
public final class BenchCloud implements AutoCloseable {
    private static final String ACCOUNT = "bench";

    private final EmbeddedCloud cloud;
    private final BenchAccount account;

    private BenchCloud(EmbeddedCloud cloud, BenchAccount account) {
        this.cloud = cloud;
        this.account = account;
    }

    /** Starts one in a new data folder. */
    public static BenchCloud start(Path data) throws IOException, InterruptedException {
        EmbeddedCloud cloud = EmbeddedCloud.start(EmbeddedSettings.in(data).onPort(0), Progress.silent());
        try {
            return new BenchCloud(cloud, BenchAccount.signedUp(cloud.gateway(), ACCOUNT));
        } catch (IOException | InterruptedException | RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    /** The cloud itself. */
    public EmbeddedCloud cloud() {
        return cloud;
    }

    /** The account. */
    public BenchAccount account() {
        return account;
    }

    /** A client that is signed in. */
    public CloudstoreClient client() {
        return account.client();
    }

    /** The client's access token. */
    public String accessToken() {
        return account.accessToken();
    }

    @Override
    public void close() {
        account.close();
        cloud.close();
    }
}
