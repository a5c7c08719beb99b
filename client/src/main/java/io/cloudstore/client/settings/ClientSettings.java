package io.cloudstore.client.settings;

import java.net.URI;
import java.time.Duration;

/**
 * How a client behaves.
 *
 * @param server where the service answers; paths like {@code /v1/me} are appended
 * @param connections most requests at a time to the store, over all files together
 * @param callTries how often a short call is tried in all before its failure is told
 * @param transferTries how often a part, and a call that an upload or download hangs on, is tried
 * @param backoffBase longest pause before the first retry; doubled for each further one
 * @param backoffCap longest pause of all; each pause is drawn evenly from zero to its longest (full jitter)
 * @param stall a transfer that moves no byte for so long is given up and tried again
 * @param callTimeout longest wait for one answer of the service, above its own 29 seconds
 * @param mergePatience how long to go on asking for a merge that takes its time
 * @param lookAhead most parts of a file that are hashed but not yet sent
 * @param instant whether content that the service holds already is added without being sent
 */
public record ClientSettings(
        URI server,
        int connections,
        int callTries,
        int transferTries,
        Duration backoffBase,
        Duration backoffCap,
        Duration stall,
        Duration callTimeout,
        Duration mergePatience,
        int lookAhead,
        InstantMode instant) {

    public ClientSettings {
        if (server.getScheme() == null
                || server.getHost() == null
                || !server.getScheme().matches("https?")) {
            throw new IllegalArgumentException("a server is an http or https URL, not " + server);
        }
        if (connections < 1 || callTries < 1 || transferTries < 1 || lookAhead < 1) {
            throw new IllegalArgumentException("connections, tries and look-ahead are at least 1");
        }
    }

    /** The defaults: 6 connections, 8 tries a part, pauses of up to 30 s, 30 s without progress. */
    public static ClientSettings of(URI server) {
        return new ClientSettings(
                server,
                6,
                4,
                8,
                Duration.ofMillis(400),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(40),
                Duration.ofMinutes(30),
                600,
                InstantMode.AUTO);
    }

    /** The same with so many connections. */
    public ClientSettings withConnections(int count) {
        return new ClientSettings(
                server,
                count,
                callTries,
                transferTries,
                backoffBase,
                backoffCap,
                stall,
                callTimeout,
                mergePatience,
                lookAhead,
                instant);
    }

    /** The same with other pauses between tries. */
    public ClientSettings withBackoff(Duration base, Duration cap) {
        return new ClientSettings(
                server,
                connections,
                callTries,
                transferTries,
                base,
                cap,
                stall,
                callTimeout,
                mergePatience,
                lookAhead,
                instant);
    }

    /** The same with another idea of when a transfer has stalled. */
    public ClientSettings withStall(Duration longest) {
        return new ClientSettings(
                server,
                connections,
                callTries,
                transferTries,
                backoffBase,
                backoffCap,
                longest,
                callTimeout,
                mergePatience,
                lookAhead,
                instant);
    }

    /** The same with another choice about content that the service holds already. */
    public ClientSettings withInstant(InstantMode mode) {
        return new ClientSettings(
                server,
                connections,
                callTries,
                transferTries,
                backoffBase,
                backoffCap,
                stall,
                callTimeout,
                mergePatience,
                lookAhead,
                mode);
    }
}
