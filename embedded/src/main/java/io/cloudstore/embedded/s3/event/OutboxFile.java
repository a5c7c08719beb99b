package io.cloudstore.embedded.s3.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message on its way to a queue. It is an intent ({@code .intent}) until its object is visible, then an event
 * ({@code .event}) until the queue has it.
 */
record OutboxFile(Path intent, Path event, Content content) {
    static final String INTENT = ".intent";
    static final String EVENT = ".event";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What the file holds; bucket, key and sequencer tell whether the object became visible. */
    record Content(String queue, String bucket, String key, String sequencer, String message) {}

    static OutboxFile named(Path folder, String name, Content content) {
        return new OutboxFile(folder.resolve(name + INTENT), folder.resolve(name + EVENT), content);
    }

    static OutboxFile read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.lastIndexOf('.'));
        Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
        return new OutboxFile(file.resolveSibling(stem + INTENT), file.resolveSibling(stem + EVENT), content);
    }

    void writeIntent(boolean fsync) throws IOException {
        try (FileChannel channel = FileChannel.open(intent, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(content));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (fsync) {
                channel.force(true);
            }
        }
    }

    void becomeEvent() throws IOException {
        Files.move(intent, event, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(intent);
        Files.deleteIfExists(event);
    }
}
