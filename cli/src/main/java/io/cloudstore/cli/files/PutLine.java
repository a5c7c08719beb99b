package io.cloudstore.cli.files;

import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.upload.UploadResult;

/** What {@code put --json} prints for a file; the names are part of the program's contract. */
record PutLine(
        String path,
        String fileId,
        String contentId,
        long bytesTotal,
        long bytesSent,
        long bytesReused,
        String how,
        double seconds) {

    static PutLine of(UploadResult result) {
        return new PutLine(
                result.path().toString(),
                result.file().id(),
                result.file().contentId(),
                result.bytesTotal(),
                result.bytesSent(),
                result.bytesReused(),
                result.how().toString(),
                result.took().toMillis() / 1000.0);
    }

    /** The same for people. */
    static String inWords(UploadResult result) {
        String path = Words.shown(result.path().toString());
        String took = " in " + Words.time(result.took());
        return switch (result.how()) {
            case UNCHANGED -> path + "  unchanged, " + Words.bytes(result.bytesTotal()) + " are there already";
            case RESUMED ->
                path + "  resumed: " + Words.bytes(result.bytesSent()) + took + ", " + Words.bytes(result.bytesReused())
                        + " were there already";
            case UPLOADED -> path + "  " + Words.bytes(result.bytesSent()) + took;
        };
    }
}
