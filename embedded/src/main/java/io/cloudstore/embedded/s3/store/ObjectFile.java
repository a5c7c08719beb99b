package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The file of an object: its bytes, then a footer of JSON, the JSON's length, and a mark that names the format. */
final class ObjectFile {
    private static final long MARK =
            ByteBuffer.wrap("CS3 v1\r\n".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final int TAIL = 2 * Long.BYTES;

    private ObjectFile() {}

    static void appendFooter(Incoming file, StoredObject object) throws IOException {
        byte[] json = Json.write(object);
        byte[] footer = ByteBuffer.allocate(json.length + TAIL)
                .put(json)
                .putLong(json.length)
                .putLong(MARK)
                .array();
        file.write(footer, 0, footer.length);
    }

    static StoredObject readFooter(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer tail = read(channel, end - TAIL, TAIL);
        long length = tail.getLong();
        if (tail.getLong() != MARK || length < 0 || length > end - TAIL) {
            throw new IOException("Not an object of this store, or damaged");
        }
        return Json.read(
                read(channel, end - TAIL - length, Math.toIntExact(length)).array(), StoredObject.class);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        if (position < 0) {
            throw new IOException("Too short to be an object of this store");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("Ends before its footer does");
            }
        }
        return buffer.flip();
    }
}
