package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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

    void release(String uploadId) throws IOException {
        deleteOutside(noLongerReadBy(uploadId));
    }

    /** Deletes the folder, now or when it is no longer read. */
    void delete(String uploadId) throws IOException {
        deleteOutside(unlessRead(uploadId));
    }

    private synchronized Optional<Path> noLongerReadBy(String uploadId) throws IOException {
        if (readers.merge(uploadId, -1, Integer::sum) > 0) {
            return Optional.empty();
        }
        readers.remove(uploadId);
        return doomed.remove(uploadId) ? disk.moveAway(of(uploadId)) : Optional.empty();
    }

    private synchronized Optional<Path> unlessRead(String uploadId) throws IOException {
        if (readers.containsKey(uploadId)) {
            doomed.add(uploadId);
            return Optional.empty();
        }
        return disk.moveAway(of(uploadId));
    }

    /** Thousands of files take their time; others needn't wait for it. */
    private static void deleteOutside(Optional<Path> folder) throws IOException {
        if (folder.isPresent()) {
            Disk.deleteTree(folder.get());
        }
    }
}
