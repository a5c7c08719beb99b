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
        long bytesHeld,
        long bytesCopied,
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
                result.bytesHeld(),
                result.bytesCopied(),
                result.how().toString(),
                result.took().toMillis() / 1000.0);
    }

    /** The same for people. */
    static String inWords(UploadResult result) {
        String path = Words.shown(result.path().toString());
        String took = Words.time(result.took());
        return path + "  "
                + switch (result.how()) {
                    case UNCHANGED -> "unchanged, " + Words.bytes(result.bytesTotal()) + " are there already";
                    case INSTANT -> "already stored, added in " + took + ", " + notSent(result);
                    case PROVED -> "already stored, added for a proof in " + took + ", " + notSent(result);
                    case RESUMED -> "resumed: " + sent(result, took);
                    case UPLOADED -> sent(result, took);
                };
    }

    private static String notSent(UploadResult result) {
        String sent = result.bytesSent() > 0 ? ", " + Words.bytes(result.bytesSent()) + " were" : "";
        return Words.bytes(result.bytesReused() - result.bytesHeld() - result.bytesCopied()) + " not sent" + sent
                + otherwiseThere(result);
    }

    private static String sent(UploadResult result, String took) {
        return Words.bytes(result.bytesSent()) + " in " + took + otherwiseThere(result);
    }

    private static String otherwiseThere(UploadResult result) {
        String held = result.bytesHeld() > 0 ? ", " + Words.bytes(result.bytesHeld()) + " were there already" : "";
        String copied = result.bytesCopied() > 0
                ? ", " + Words.bytes(result.bytesCopied()) + " copied from your other files"
                : "";
        return held + copied;
    }
}
