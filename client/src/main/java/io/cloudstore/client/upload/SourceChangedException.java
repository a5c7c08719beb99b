package io.cloudstore.client.upload;

import java.io.IOException;
import java.nio.file.Path;

/** The local file changed while it was uploaded. No file was made of it: it would have been a mix of two versions. */
public final class SourceChangedException extends IOException {
    SourceChangedException(Path source, String how) {
        super(source + " changed while it was uploaded (" + how + ")");
    }
}
