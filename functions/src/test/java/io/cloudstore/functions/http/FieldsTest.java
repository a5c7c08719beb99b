package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static void refused(String field, ThrowingCallable reading) {
        var refusal = catchThrowableOfType(ProblemException.class, reading);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
    }

    @Test
    void a_size_is_zero_or_more_and_at_most_what_a_plan_can_cut() {
        assertThat(Fields.plan(0L).partCount()).isEqualTo(1);
        assertThat(Fields.plan(PartPlan.LARGEST_SIZE).partCount()).isEqualTo(PartPlan.MOST_PARTS);
        refused("size", () -> Fields.plan(null));
        refused("size", () -> Fields.plan(-1L));
        refused("size", () -> Fields.plan(Long.MIN_VALUE));
        for (long size : new long[] {PartPlan.LARGEST_SIZE + 1, Long.MAX_VALUE}) {
            assertThat(catchThrowableOfType(ProblemException.class, () -> Fields.plan(size))
                            .code())
                    .isEqualTo(ProblemCode.FILE_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-8",
                "application/vnd.oasis.opendocument.text",
                "image/svg+xml",
                "multipart/mixed;boundary=\"a b\"",
                "x/y ; a=b ; c=d"
            })
    void a_media_type_is_kept(String type) {
        assertThat(Fields.contentType(type)).isEqualTo(type);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void no_media_type_is_that_of_bytes(String type) {
        assertThat(Fields.contentType(type)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "/",
                "text/",
                "/plain",
                "text/plain\r\nX-Injected: 1",
                "text/plain\n",
                "text/plain\u0000",
                "text/plain; charset",
                "text/plain, text/html",
                "text/plain;a=b;c=d;e=f;g=h;i=j",
                "téxt/plain",
                "*/*; <script>"
            })
    void anything_else_is_no_media_type(String type) {
        refused("contentType", () -> Fields.contentType(type));
        refused("contentType", () -> Fields.contentType("text/" + "a".repeat(300)));
    }

    @Test
    void a_media_type_made_to_be_slow_is_refused_at_once() {
        String slow = "a/b" + ";a=b ; c= ".repeat(20) + "a=" + " ;".repeat(100);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> refused("contentType", () -> Fields.contentType(slow.substring(0, 255))));
    }

    @Test
    void a_time_lies_in_the_years_that_a_row_can_hold() {
        assertThat(Fields.modifiedAt(null)).isEmpty();
        assertThat(Fields.modifiedAt(Instant.parse("1000-01-01T00:00:00Z"))).isPresent();
        assertThat(Fields.modifiedAt(Instant.parse("9999-12-31T23:59:59Z"))).isPresent();
        refused("modifiedAt", () -> Fields.modifiedAt(Instant.parse("0999-12-31T23:59:59Z")));
        refused("modifiedAt", () -> Fields.modifiedAt(Instant.parse("+10000-01-01T00:00:00Z")));
        refused("modifiedAt", () -> Fields.modifiedAt(Instant.MIN));
        refused("modifiedAt", () -> Fields.modifiedAt(Instant.MAX));
    }

    @Test
    void a_conflict_is_one_of_three_words() {
        assertThat(Fields.conflict(null)).isEqualTo(Conflict.FAIL);
        assertThat(Fields.conflict("rename")).isEqualTo(Conflict.RENAME);
        assertThat(Fields.conflict("replace")).isEqualTo(Conflict.REPLACE);
        refused("conflict", () -> Fields.conflict("FAIL"));
        refused("conflict", () -> Fields.conflict(""));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "abc",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ",
                "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void a_digest_is_lower_case_hex(String text) {
        refused("parts[1].sha256", () -> Fields.sha256("parts[1].sha256", text));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-3",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855--2",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-99999999999"
            })
    void a_content_id_is_a_digest_with_its_number_of_parts(String text) {
        refused("contentId", () -> Fields.contentId("contentId", text));
    }

    @Test
    void the_root_is_an_id_and_what_stands_for_none() {
        var account = new AccountId(UUID.randomUUID());
        UUID other = UUID.randomUUID();

        assertThat(Fields.folder(account, null)).isEqualTo(FolderId.rootOf(account));
        assertThat(Fields.folder(account, "root")).isEqualTo(FolderId.rootOf(account));
        assertThat(Fields.folder(account, other.toString())).isEqualTo(new FolderId(other));
        assertThatThrownBy(() -> Fields.folder(account, "ROOT"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }
}
