package io.cloudstore.client.upload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** The processors of this machine, all its programs together. Used by one thread at a time. */
final class Processors {
    /** Hardly anything is left over above this share. */
    private static final double BUSY = 0.75;
    /** The system counts in hundredths of a second, so that less than this says nothing, in nanoseconds. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private long looked = System.nanoTime();
    private boolean busy;

    /** Whether they were busy for the last half second or more; where that can't be told, they were not. */
    boolean areBusy() {
        long now = System.nanoTime();
        if (now - looked > LOOK
                && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            looked = now;
            busy = machine.getCpuLoad() > BUSY;
        }
        return busy;
    }
}
