package io.cloudstore.functions.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.functions.queue.Message.StoredObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
    private static final String KEY = "staging/0123456789abcdef0123456789abcdef";

    /** A record as S3 writes it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
    static String created(String event, String bucket, String encodedKey) {
        return """
                {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-11-24T10:15:31.456Z",
                "eventName":"%s","userIdentity":{"principalId":"AWS:AROAEXAMPLE:cloudstore-upload"},
                "requestParameters":{"sourceIPAddress":"203.0.113.7"},
                "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG"},
                "s3":{"s3SchemaVersion":"1.0","configurationId":"transfer","bucket":{"name":"%s",
                "ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::%s"},
                "object":{"key":"%s","size":5,"eTag":"5d41402abc4b2a76b9719d911017c592","sequencer":"0065F1C2D3A4B5C6D7"}}}
                """.formatted(event, bucket, bucket, encodedKey);
    }

    static String event(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    staging/0123456789abcdef0123456789abcdef, staging/0123456789abcdef0123456789abcdef
                    staging%2F0123456789abcdef0123456789abcdef, staging/0123456789abcdef0123456789abcdef
                    a+b, a b
                    a%20b, a b
                    a%2Bb, a+b
                    100%25, 100%
                    %E6%8A%A5%E5%91%8A.pdf, 报告.pdf
                    %F0%9F%98%80, 😀
                    a%22b%3B, a"b;
                    """)
    void a_key_is_decoded_as_s3_encodes_it(String encoded, String key) {
        assertThat(Message.parse(event(created("ObjectCreated:Put", "staging", encoded))))
                .isEqualTo(new Message.Created(List.of(new StoredObject("staging", key))));
    }

    @ParameterizedTest
    @CsvSource({
        "ObjectCreated:Put, true",
        "ObjectCreated:Post, true",
        "ObjectCreated:Copy, true",
        "ObjectCreated:CompleteMultipartUpload, true",
        "ObjectRemoved:Delete, false",
        "ObjectRestore:Completed, false",
        "ReducedRedundancyLostObject, false",
        "objectcreated:put, false"
    })
    void only_creation_counts(String name, boolean counts) {
        var created = (Message.Created) Message.parse(event(created(name, "staging", KEY)));

        assertThat(created.objects()).hasSize(counts ? 1 : 0);
    }

    @Test
    void one_message_may_tell_of_several_objects() {
        var created = (Message.Created) Message.parse(event(
                created("ObjectCreated:Put", "staging", KEY),
                created("ObjectRemoved:Delete", "staging", "x"),
                created("ObjectCreated:Copy", "other", "y")));

        assertThat(created.objects()).containsExactly(new StoredObject("staging", KEY), new StoredObject("other", "y"));
        assertThat(Message.parse("{\"Records\":[]}")).isEqualTo(new Message.Created(List.of()));
    }

    @Test
    void the_first_message_of_a_notification_is_a_test() {
        assertThat(
                        Message.parse(
                                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-11-24T10:00:00.000Z\","
                                        + "\"Bucket\":\"staging\",\"RequestId\":\"5582815E1AEA5ADF\",\"HostId\":\"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3e\"}"))
                .isEqualTo(new Message.Test());
    }

    @ParameterizedTest
    @EnumSource
    void a_job_is_named_by_kind_and_subject(JobKind kind) {
        UUID subject = UUID.randomUUID();

        assertThat(Message.parse("{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(kind, subject)))
                .isEqualTo(new Message.Due(List.of(new JobId(kind, subject))));
    }

    static Stream<String> strange() {
        return Stream.of(
                "",
                " ",
                "null",
                "5",
                "\"text\"",
                "[]",
                "{}",
                "this is no JSON",
                "{\"Records\":",
                "{\"Records\":{}}",
                "{\"Records\":null}",
                "{\"Event\":\"s3:OtherEvent\"}",
                "{\"Event\":5}",
                "{\"kind\":\"DELETE\",\"id\":\"0190f3c2-7c00-7000-8000-0000000000c1\"}",
                "{\"kind\":\"merge\",\"id\":\"0190f3c2-7c00-7000-8000-0000000000c1\"}",
                "{\"kind\":\"\",\"id\":\"0190f3c2-7c00-7000-8000-0000000000c1\"}",
                "{\"kind\":5,\"id\":\"0190f3c2-7c00-7000-8000-0000000000c1\"}",
                "{\"kind\":\"MERGE\"}",
                "{\"kind\":\"MERGE\",\"id\":null}",
                "{\"kind\":\"MERGE\",\"id\":5}",
                "{\"kind\":\"MERGE\",\"id\":\"\"}",
                "{\"kind\":\"MERGE\",\"id\":\"no id\"}",
                "{\"kind\":\"MERGE\",\"id\":{}}",
                event(created("ObjectCreated:Put", "staging", "%")),
                event(created("ObjectCreated:Put", "staging", "%zz")),
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void anything_else_is_none_of_ours(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> Message.parse(body));
    }

    /** A record of a kind that we don't know tells of no object; what it is about is not ours to judge. */
    @Test
    void records_without_an_event_name_tell_nothing() {
        assertThat(Message.parse(event("{}", "5", "null", "\"text\""))).isEqualTo(new Message.Created(List.of()));
    }

    @Test
    void a_message_may_be_of_several_jobs() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();

        assertThat(Message.parse("{\"kind\":\"TRANSFER\",\"ids\":[\"" + one + "\",\"" + other + "\"]}"))
                .isEqualTo(
                        new Message.Due(List.of(new JobId(JobKind.TRANSFER, one), new JobId(JobKind.TRANSFER, other))));
    }
}
