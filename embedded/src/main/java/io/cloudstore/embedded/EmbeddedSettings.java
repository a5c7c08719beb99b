package io.cloudstore.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What an embedded cloud is started with.
 *
 * @param data the data folder; made when it isn't there
 * @param basePort the gateway's port, with the engines on the four after it; empty for the folder's own or 8780 in a new
 *     one; 0 for the folder's own or free ones in a new one
 * @param fsync whether an object is on the disk before it is acknowledged; without it, it survives a killed process but
 *     perhaps not a power cut
 * @param parameters values of {@code template.yaml}'s parameters that differ from the local ones
 */
public record EmbeddedSettings(Path data, OptionalInt basePort, boolean fsync, Map<String, String> parameters) {

    public EmbeddedSettings {
        parameters = Map.copyOf(parameters);
    }

    /** A data folder on its own ports, with nothing changed. */
    public static EmbeddedSettings in(Path data) {
        return new EmbeddedSettings(data, OptionalInt.empty(), true, Map.of());
    }

    /** The same with the gateway on another port; 0 for free ports. */
    public EmbeddedSettings onPort(int base) {
        return new EmbeddedSettings(data, OptionalInt.of(base), fsync, parameters);
    }

    /** The same, quicker, for data that nobody will miss. */
    public EmbeddedSettings withoutFsync() {
        return new EmbeddedSettings(data, basePort, false, parameters);
    }

    /** The same with one parameter of the template set. */
    public EmbeddedSettings with(String parameter, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(parameter, value);
        return new EmbeddedSettings(data, basePort, fsync, changed);
    }
}
