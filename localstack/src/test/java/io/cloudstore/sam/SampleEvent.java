package io.cloudstore.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An event of the repository's {@code events/}.
 *
 * @param name its file's, without the ending
 * @param json the event
 */
record SampleEvent(String name, String json) {
    /** The event as the repository has it. */
    static SampleEvent named(String name) {
        return new SampleEvent(name, Command.text(Command.ROOT.resolve("events").resolve(name + ".json")));
    }

    /** The same, with something that is made up replaced. */
    SampleEvent with(String madeUp, String real) {
        return new SampleEvent(name, json.replace(madeUp, real));
    }

    /** Writes it into a file. */
    Path write(Path folder) {
        try {
            return Files.writeString(folder.resolve(name + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
