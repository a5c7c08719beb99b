package io.cloudstore.embedded;

import io.cloudstore.embedded.s3.access.SessionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an embedded cloud is started with.
 *
 * @param data the data folder; made when it isn't there. What its S3 holds belongs to the rows of one database: start it
 *     with the same one always
 * @param basePort the gateway's port, with the engines on the four after it; empty for the folder's own or 8780 in a new
 *     one; 0 for the folder's own or free ones in a new one
 * @param fsync whether an object is on the disk before it is acknowledged; without it, it survives a killed process but
 *     perhaps not a power cut
 * @param longestSession the signers' sessions end after so long, whatever is asked for
 * @param outside the engines that are not to be started, because somebody else runs them
 * @param parameters values of {@code template.yaml}'s parameters that differ from the local ones
 */
public record EmbeddedSettings(
        Path data,
        OptionalInt basePort,
        boolean fsync,
        Duration longestSession,
        OutsideEngines outside,
        Map<String, String> parameters) {

    public EmbeddedSettings {
        parameters = Map.copyOf(parameters);
    }

    /** A data folder on its own ports, with nothing changed. */
    public static EmbeddedSettings in(Path data) {
        return new EmbeddedSettings(
                data, OptionalInt.empty(), true, SessionSettings.AS_ASKED, OutsideEngines.NONE, Map.of());
    }

    /** The same with the gateway on another port; 0 for free ports. */
    public EmbeddedSettings onPort(int base) {
        return new EmbeddedSettings(data, OptionalInt.of(base), fsync, longestSession, outside, parameters);
    }

    /** The same, quicker, for data that nobody will miss. */
    public EmbeddedSettings withoutFsync() {
        return new EmbeddedSettings(data, basePort, false, longestSession, outside, parameters);
    }

    /** The same with signers whose sessions end sooner than AWS can make them end. */
    public EmbeddedSettings withSessionsOf(Duration life) {
        return new EmbeddedSettings(data, basePort, fsync, life, outside, parameters);
    }

    /** The same with a database that somebody else runs. */
    public EmbeddedSettings with(OutsideMySql mysql) {
        return with(new OutsideEngines(Optional.of(mysql), outside.redis(), outside.ca()));
    }

    /** The same with a Redis that somebody else runs. */
    public EmbeddedSettings with(OutsideRedis redis) {
        return with(new OutsideEngines(outside.mysql(), Optional.of(redis), outside.ca()));
    }

    /** The same, checking outside engines against the PEM certificates in {@code ca} too. */
    public EmbeddedSettings trusting(Path ca) {
        return with(new OutsideEngines(outside.mysql(), outside.redis(), Optional.of(ca)));
    }

    /** The same with one parameter of the template set. */
    public EmbeddedSettings with(String parameter, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(parameter, value);
        return new EmbeddedSettings(data, basePort, fsync, longestSession, outside, changed);
    }

    private EmbeddedSettings with(OutsideEngines engines) {
        return new EmbeddedSettings(data, basePort, fsync, longestSession, engines, parameters);
    }
}
