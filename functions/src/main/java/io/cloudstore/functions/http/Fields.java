package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of a body as the core's values. Whatever is missing or wrong is refused with the field's name. */
final class Fields {
    /** What an upload's content type is when it names none. */
    static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}( *; *[A-Za-z0-9_.-]+=[A-Za-z0-9\"_.+/: -]+){0,4}");
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");
    private static final int LONGEST_MEDIA_TYPE = 255;
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw ProblemException.field(field, "is missing");
        }
        return value;
    }

    static EntryName name(String field, @Nullable String value) {
        return new EntryName(required(field, value));
    }

    /** The folder that an id names; {@code root} is an id, and what stands for none. */
    static FolderId folder(AccountId account, @Nullable String value) {
        return value == null || value.equals("root") ? FolderId.rootOf(account) : new FolderId(Call.uuid(value));
    }

    static PartPlan plan(@Nullable Long size) {
        long bytes = required("size", size);
        if (bytes < 0) {
            throw ProblemException.field("size", "must be 0 or more");
        }
        if (bytes > PartPlan.LARGEST_SIZE) {
            throw new ProblemException(
                    ProblemCode.FILE_TOO_LARGE, "A file has at most " + PartPlan.LARGEST_SIZE + " bytes.");
        }
        return PartPlan.of(bytes);
    }

    static String contentType(@Nullable String value) {
        String type = value == null || value.isBlank() ? DEFAULT_CONTENT_TYPE : value;
        if (type.length() > LONGEST_MEDIA_TYPE || !MEDIA_TYPE.matcher(type).matches()) {
            throw ProblemException.field("contentType", "must be a media type, as text/plain");
        }
        return type;
    }

    static Optional<Instant> modifiedAt(@Nullable Instant value) {
        if (value != null && !isStorable(value)) {
            throw ProblemException.field("modifiedAt", "must lie in the years 1000 to 9999");
        }
        return Optional.ofNullable(value);
    }

    /** Whether the database can hold the time: years 1000 to 9999. */
    static boolean isStorable(Instant value) {
        return !value.isBefore(EARLIEST) && value.isBefore(TOO_LATE);
    }

    static Conflict conflict(@Nullable String value) {
        return switch (value) {
            case null -> Conflict.FAIL;
            case "fail" -> Conflict.FAIL;
            case "rename" -> Conflict.RENAME;
            case "replace" -> Conflict.REPLACE;
            default -> throw ProblemException.field("conflict", "must be fail, rename or replace");
        };
    }

    /** A key of a creating call: 1 to 255 visible ASCII characters. */
    static String idempotencyKey(String field, String value) {
        if (!IDEMPOTENCY_KEY.matcher(value).matches()) {
            throw ProblemException.field(field, "must be 1 to 255 visible ASCII characters");
        }
        return value;
    }

    static Sha256 sha256(String field, @Nullable String value) {
        return parse(field, value, Sha256::parse);
    }

    static ContentId contentId(String field, @Nullable String value) {
        return parse(field, value, ContentId::parse);
    }

    private static <T> T parse(String field, @Nullable String value, Function<String, T> parser) {
        try {
            return parser.apply(required(field, value));
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.field(field, "is malformed: " + malformed.getMessage());
        }
    }
}
