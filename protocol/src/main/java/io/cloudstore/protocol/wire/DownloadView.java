package io.cloudstore.protocol.wire;

import java.time.Instant;
import java.util.Map;

/**
 * Where to GET a file's bytes. Resume by {@code contentId}, not by ETag, which changes when the content moves to
 * long-term storage.
 *
 * @param url the presigned URL
 * @param headers headers to send with the GET; none today
 */
public record DownloadView(
        String url, Map<String, String> headers, Instant expiresAt, String contentId, long size, String name) {}
