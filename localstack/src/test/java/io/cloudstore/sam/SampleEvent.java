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
    /** Made-up id of an account. */
    static final String ACCOUNT = "0190f3c2-7c00-7000-8000-0000000000a1";
    /** Made-up id of a session. */
    static final String SESSION = "0190f3c2-7c00-7000-8000-0000000000b1";
    /** Made-up id of an upload. */
    static final String UPLOAD = "0190f3c2-7c00-7000-8000-0000000000c1";
    /** Made-up id of stored content. */
    static final String BLOB = "0190f3c2-7c00-7000-8000-0000000000d1";
    /** Made-up id of a file. */
    static final String FILE = "0190f3c2-7c00-7000-8000-0000000000f1";
    /** Made-up access token. */
    static final String ACCESS_TOKEN = "header.claims.signature";
    /** Made-up refresh token. */
    static final String REFRESH_TOKEN = "bm90LWEtcmVmcmVzaC10b2tlbi1vZi1hbnlib2R5LWF0LWFs";
    /** Made-up name of the staging bucket. */
    static final String STAGING_BUCKET = "cloudstore-staging-123456789012-us-east-1";
    /** Made-up key of an object in it. */
    static final String STAGING_KEY = "staging/0123456789abcdef0123456789abcdef";

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
