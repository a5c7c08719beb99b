package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The folders of multipart uploads in one bucket. A folder that someone reads goes when the last reader has left. */
final class PartFolders {
    private final Path root;
    private final Disk disk;
    private final Map<String, Integer> readers = new HashMap<>();
    private final Set<String> doomed = new HashSet<>();

    PartFolders(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    Path of(String uploadId) {
        return root.resolve(uploadId);
    }

    /** Keeps the folder until {@link #release}; false when it is gone or going. */
    synchronized boolean hold(String uploadId) {
        if (doomed.contains(uploadId) || !Files.isDirectory(of(uploadId))) {
            return false;
        }
        readers.merge(uploadId, 1, Integer::sum);
        return true;
    }

    synchronized void release(String uploadId) throws IOException {
        if (readers.merge(uploadId, -1, Integer::sum) == 0) {
            readers.remove(uploadId);
            if (doomed.remove(uploadId)) {
                disk.deleteFolder(of(uploadId));
            }
        }
    }

    /** Deletes the folder, now or when it is no longer read. */
    synchronized void delete(String uploadId) throws IOException {
        if (readers.containsKey(uploadId)) {
            doomed.add(uploadId);
        } else {
            disk.deleteFolder(of(uploadId));
        }
    }
}
