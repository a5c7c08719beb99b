package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the buckets of one store have in common. */
record Shared(Disk disk, Sequencer sequencer, Announcements announcements, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /** Notes files that nobody needs and that couldn't be removed; the next start tries again. */
    void leftBehind(Path folder, IOException why) {
        LOG.warn("S3 left {} behind, which nothing refers to any more", folder.getFileName(), why);
    }
}
