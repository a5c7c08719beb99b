package io.cloudstore.client.upload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/** The processors of this machine, all its programs together. */
final class Processors {
    /** Hardly anything is left over above this share. */
    private static final double BUSY = 0.85;

    private Processors() {}

    /** Tells whether they have been busy since it was last asked; where that can't be told, they are not. */
    static BooleanSupplier busy() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? () -> machine.getCpuLoad() > BUSY
                : () -> false;
    }
}
