package io.cloudstore.embedded.folder;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a data folder has settled on. A block that was drawn stays claimed until it is closed: engines begin
 * to listen seconds after the draw, and till then another folder, of whatever process, would find the ports free. The
 * claim is a UDP socket on the block's first port. Nobody else here uses UDP, and the kernel frees it however its
 * process ends.
 */
final class PortBlock implements AutoCloseable {
    /** Below Linux's range for outgoing connections (32768 up): what is free now isn't taken by a passing client. */
    private static final int DRAWN_FROM = 15_000;

    private static final int DRAWN_BELOW = 32_000;

    private final Ports ports;
    private final @Nullable DatagramSocket claim;

    private PortBlock(Ports ports, @Nullable DatagramSocket claim) {
        this.ports = ports;
        this.claim = claim;
    }

    /**
     * What was asked for, else what the folder has, else the default.
     *
     * @param base the gateway's port; 0 means the folder's ports if they are free, else any that are
     * @param file where the folder keeps its ports
     * @throws io.cloudstore.gateway.hosting.CannotStart when another program listens on one that may not be changed
     */
    static PortBlock settle(OptionalInt base, Path file, RandomGenerator random) {
        if (base.isEmpty()) {
            return new PortBlock((Files.exists(file) ? Ports.read(file) : Ports.standard()).requireFree(), null);
        }
        if (base.getAsInt() != 0) {
            return new PortBlock(Ports.from(base.getAsInt()).requireFree(), null);
        }
        PortBlock block = Files.exists(file) ? claimed(Ports.read(file)) : null;
        while (block == null) {
            int count = (DRAWN_BELOW - DRAWN_FROM) / Ports.COUNT;
            block = claimed(Ports.from(DRAWN_FROM + Ports.COUNT * random.nextInt(count)));
        }
        return block;
    }

    /** Null when somebody listens on one of the ports or has the claim. */
    private static @Nullable PortBlock claimed(Ports ports) {
        DatagramSocket claim;
        try {
            claim = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), ports.gateway()));
        } catch (IOException e) {
            return null;
        }
        if (ports.areFree()) {
            return new PortBlock(ports, claim);
        }
        claim.close();
        return null;
    }

    Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        if (claim != null) {
            claim.close();
        }
    }
}
