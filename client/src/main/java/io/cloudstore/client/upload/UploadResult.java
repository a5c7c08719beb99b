package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.FileView;
import java.time.Duration;
import java.util.Locale;

/**
 * What became of an upload. Bytes sent and reused come to those of the file; held and copied ones are among the reused, and
 * what remains of these was there already: the service had the content, or the file was the same.
 *
 * @param how by what way the file got there
 * @param file the file, as the service has it
 * @param path where it is; another name or folder than asked for if that was taken or gone
 * @param bytesTotal bytes of the file
 * @param bytesSent bytes of the parts that were sent and kept; where the content turned out to be there already, all that
 *     had left until then
 * @param bytesReused bytes that did not travel, by whatever means
 * @param bytesHeld those among them that an earlier attempt had sent, or another device meanwhile
 * @param bytesCopied those among them that the store copied from other content of the account
 * @param took from the call to the file being visible
 */
public record UploadResult(
        How how,
        FileView file,
        RemotePath path,
        long bytesTotal,
        long bytesSent,
        long bytesReused,
        long bytesHeld,
        long bytesCopied,
        Duration took) {
    /** By what way a file got there. */
    public enum How {
        /** An upload was begun and completed. */
        UPLOADED,
        /** An upload that had ended early was carried on, or another device carried it on and completed it meanwhile. */
        RESUMED,
        /** The account held the content already: it was added without being sent. */
        INSTANT,
        /** The service held the content already: it was added for a proof that it is here, without being sent. */
        PROVED,
        /** The same content was there already; nothing was changed. */
        UNCHANGED;

        /** As written in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
