package io.cloudstore.client.download;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Computes the content id of bytes that come in order, a piece at a time. */
public final class RunningContentId {
    private final PartPlan plan;
    private final List<Sha256> digests = new ArrayList<>();
    private final MessageDigest digest = Sha256.newDigest();
    private long left;

    /** For content of {@code size} bytes. */
    public RunningContentId(long size) {
        plan = PartPlan.of(size);
        left = plan.lengthOf(1);
    }

    /**
     * The next {@code length} bytes.
     *
     * @throws IllegalStateException if they are more than the size
     */
    public void update(byte[] bytes, int length) {
        int from = 0;
        while (from < length) {
            int taken = (int) Math.min(left, length - from);
            if (taken == 0) {
                throw new IllegalStateException("more bytes than " + plan.size());
            }
            digest.update(bytes, from, taken);
            from += taken;
            left -= taken;
            if (left == 0) {
                endPart();
            }
        }
    }

    private void endPart() {
        digests.add(Sha256.of(digest.digest()));
        int next = digests.size() + 1;
        left = plan.contains(next) ? plan.lengthOf(next) : 0;
    }

    /** The id, when all bytes have come. */
    public ContentId end() {
        if (plan.size() == 0 && digests.isEmpty()) {
            endPart();
        }
        return ContentId.ofParts(digests);
    }
}
