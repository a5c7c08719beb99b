package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.SignedPart;

/**
 * A part that may be sent.
 *
 * @param part its presigned URL
 * @param signedAt when the URL came, on {@link System#nanoTime}'s clock: URLs that came earlier expire earlier
 */
record Ticket(SignedPart part, long signedAt) {
    int n() {
        return part.n();
    }
}
