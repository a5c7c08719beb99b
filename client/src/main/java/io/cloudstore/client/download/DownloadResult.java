package io.cloudstore.client.download;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What became of a download.
 *
 * @param target the local file
 * @param contentId its content id, computed from what was written
 * @param bytesTotal bytes of the file
 * @param bytesReceived bytes that travelled this time
 * @param bytesReused bytes that were there from an earlier attempt
 * @param took from the call to the file being in its place
 */
public record DownloadResult(
        Path target, String contentId, long bytesTotal, long bytesReceived, long bytesReused, Duration took) {}
