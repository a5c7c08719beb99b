package io.cloudstore.functions.draw;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.cloudstore.core.work.Draw;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Draws from {@link SecureRandom}.
 *
 * <p>A Lambda environment that SnapStart restores is one of many clones of the same memory, so a generator that was
 * seeded before the snapshot would draw the same numbers in all of them. A generator is therefore made for each draw and
 * never seeded by us: the JDK's default on Linux asks {@code /dev/urandom}, which the kernel reseeds in every clone
 * (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html). Making one costs about a microsecond.
 */
final class SystemDraw implements Draw {
    private static final int KEY_BYTES = 16;

    private final TimeOrderedEpochFactory ids = new TimeOrderedEpochFactory(
            () -> ByteBuffer.wrap(secret(Long.BYTES)).getLong());

    /** UUIDv7 in the order of time, also within a millisecond of this object. */
    @Override
    public UUID id() {
        return ids.create();
    }

    /** All 128 bits are random: not a version 4 UUID, which fixes six of them. */
    @Override
    public UUID key() {
        ByteBuffer bits = ByteBuffer.wrap(secret(KEY_BYTES));
        return new UUID(bits.getLong(), bits.getLong());
    }

    @Override
    public byte[] secret(int bytes) {
        byte[] secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
