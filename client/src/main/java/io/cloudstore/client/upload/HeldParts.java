package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.HeldPart;
import io.cloudstore.protocol.wire.UploadView;
import java.util.HashMap;
import java.util.Map;

/** The parts that the store holds of an upload. A part is skipped only when its own digest is the one here. */
final class HeldParts {
    private HeldParts() {}

    /** The digests of an upload's held parts, by number. */
    static Map<Integer, Sha256> of(UploadView upload) {
        Map<Integer, Sha256> held = new HashMap<>();
        if (upload.heldParts() != null) {
            for (HeldPart part : upload.heldParts()) {
                held.put(part.n(), Sha256.parse(part.sha256()));
            }
        }
        return held;
    }
}
