package io.cloudstore.client.upload;

import java.util.Locale;

/** What happens when the folder already holds other content under the name. */
public enum Conflict {
    /** The upload is refused. */
    FAIL,
    /** The new file gets another name. */
    RENAME,
    /** The new content becomes the file's current version. */
    REPLACE;

    /** As written in JSON and on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
