package io.cloudstore.bench.cloud;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.session.SavedSession;
import io.cloudstore.client.settings.ClientSettings;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/** Somebody who signed up for the bench, and in. */
public final class BenchAccount implements AutoCloseable {
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final CloudstoreClient client;
    private final URI api;
    private final String name;
    private final String password = UUID.randomUUID().toString();

    private BenchAccount(URI api, String name) {
        this.api = api;
        this.name = name;
        this.client = new CloudstoreClient(ClientSettings.of(api), sessions);
    }

    /** Somebody new. */
    public static BenchAccount signedUp(URI api, String name) throws IOException, InterruptedException {
        BenchAccount made = new BenchAccount(api, name);
        try {
            made.client.account().signUp(name, made.password);
            made.client.account().signIn(name, made.password, "bench");
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** A client that is signed in. */
    public CloudstoreClient client() {
        return client;
    }

    /** Where its cloud answers. */
    public URI api() {
        return api;
    }

    /** The account's name. */
    public String name() {
        return name;
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
    }
}
