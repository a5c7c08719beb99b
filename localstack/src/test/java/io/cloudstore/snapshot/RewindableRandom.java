package io.cloudstore.snapshot;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Java's source of randomness as it would be if nothing reseeded it: what a generator draws follows from its seed alone.
 * Generators that were there when a snapshot was taken can be set back to it, as those in a clone of the memory are; one
 * that is made later has a seed of its own.
 */
final class RewindableRandom extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "Rewindable";
    private static final int SEED_BYTES = 32;

    private static final SecureRandom SEEDS = new SecureRandom();
    private static final List<Generator> BEFORE_THE_SNAPSHOT = new ArrayList<>();
    private static boolean isTaken;

    RewindableRandom() {
        super(NAME, "1", "for tests");
        putService(new Service(this, "SecureRandom", NAME, Generator.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return Generator.made();
            }
        });
    }

    /** The snapshot is taken now. */
    static synchronized void take() {
        isTaken = true;
        BEFORE_THE_SNAPSHOT.forEach(Generator::keep);
    }

    /** Whoever comes now wakes up in a clone of it. */
    static synchronized void rewind() {
        BEFORE_THE_SNAPSHOT.forEach(Generator::rewind);
    }

    private static synchronized void register(Generator generator) {
        if (!isTaken) {
            BEFORE_THE_SNAPSHOT.add(generator);
        }
    }

    /** The SHA-256 digests of the seed and a count. */
    static final class Generator extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final byte[] seed;
        private long count;
        private long kept;

        private Generator(byte[] seed) {
            this.seed = seed;
        }

        private static Generator made() {
            byte[] seed = new byte[SEED_BYTES];
            SEEDS.nextBytes(seed);
            Generator generator = new Generator(seed);
            register(generator);
            return generator;
        }

        private synchronized void keep() {
            kept = count;
        }

        private synchronized void rewind() {
            count = kept;
        }

        @Override
        protected void engineSetSeed(byte[] more) {
            Objects.requireNonNull(more);
        }

        @Override
        protected synchronized void engineNextBytes(byte[] bytes) {
            ByteBuffer wanted = ByteBuffer.wrap(bytes);
            while (wanted.hasRemaining()) {
                byte[] block = block();
                wanted.put(block, 0, Math.min(block.length, wanted.remaining()));
            }
        }

        private byte[] block() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(seed);
                return digest.digest(
                        ByteBuffer.allocate(Long.BYTES).putLong(count++).array());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] bytes = new byte[length];
            engineNextBytes(bytes);
            return bytes;
        }
    }
}
