package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The folder of one upload. A part is what its {@code N.json} says: the bytes lie in a file of a fresh name, so a part
 * that is sent again replaces the old one at once or not at all. The caller takes care of one change at a time.
 */
final class PartFiles {
    static final String UPLOAD = "upload.json";

    private final Path folder;
    private final Disk disk;

    PartFiles(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    static OpenUpload readUpload(Path folder) throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve(UPLOAD)), OpenUpload.class);
    }

    void writeUpload(OpenUpload upload) throws IOException {
        disk.write(folder.resolve(UPLOAD), Json.write(upload));
    }

    /** Takes a part whose file isn't named yet. */
    void put(StoredPart part, Incoming bytes) throws IOException {
        Optional<StoredPart> before = find(part.number());
        String file = digits(part.number()) + "-" + UUID.randomUUID();
        disk.publish(bytes, folder.resolve(file));
        StoredPart stored =
                new StoredPart(part.number(), part.size(), part.etag(), part.lastModified(), part.checksum(), file);
        disk.write(description(part.number()), Json.write(stored));
        if (before.isPresent()) {
            Files.deleteIfExists(folder.resolve(before.get().file()));
        }
    }

    Optional<StoredPart> find(int number) throws IOException {
        Path description = description(number);
        return Files.exists(description)
                ? Optional.of(Json.read(Files.readAllBytes(description), StoredPart.class))
                : Optional.empty();
    }

    List<StoredPart> list(int after, int limit) throws IOException {
        String afterName = digits(after) + ".json";
        List<String> names = Disk.list(folder).stream()
                .map(Disk::name)
                .filter(name -> name.endsWith(".json") && !name.equals(UPLOAD) && name.compareTo(afterName) > 0)
                .sorted()
                .limit(limit)
                .toList();
        List<StoredPart> parts = new ArrayList<>(names.size());
        for (String name : names) {
            parts.add(Json.read(Files.readAllBytes(folder.resolve(name)), StoredPart.class));
        }
        return parts;
    }

    /** Removes what the finished object doesn't need: other parts, and the descriptions that its footer repeats. */
    void keepOnly(List<StoredPart> parts) throws IOException {
        Set<String> kept = new HashSet<>();
        kept.add(UPLOAD);
        parts.forEach(part -> kept.add(part.file()));
        for (Path file : Disk.list(folder)) {
            if (!kept.contains(Disk.name(file))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path description(int number) {
        return folder.resolve(digits(number) + ".json");
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }
}
