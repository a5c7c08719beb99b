package io.cloudstore.functions.mysql;

import io.cloudstore.core.drive.EntryName;
import io.cloudstore.protocol.content.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How values stand in columns: UUIDs as 16 bytes, names as their UTF-8, times as UTC to the microsecond. */
final class Columns {
    private Columns() {}

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static byte[] bytes(EntryName name) {
        return name.value().getBytes(StandardCharsets.UTF_8);
    }

    /** Without a zone: neither the driver's nor the server's can shift it. */
    static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    static @Nullable LocalDateTime time(Optional<Instant> instant) {
        return instant.map(Columns::time).orElse(null);
    }

    /** Microseconds, for {@code INTERVAL … MICROSECOND}. */
    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return uuid(row.getBytes(column));
    }

    static Optional<UUID> optionalUuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Columns::uuid);
    }

    static Sha256 sha256(ResultSet row, String column) throws SQLException {
        return Sha256.of(row.getBytes(column));
    }

    static EntryName name(ResultSet row, String column) throws SQLException {
        return new EntryName(new String(row.getBytes(column), StandardCharsets.UTF_8));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(t -> t.toInstant(ZoneOffset.UTC));
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
