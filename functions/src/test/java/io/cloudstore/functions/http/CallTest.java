package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.CreateFolderRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private static Call query(String name, String value) {
        return new Call(Calls.to("GET /v1/uploads").withQueryStringParameters(Map.of(name, value)));
    }

    private static ProblemCode refusal(ThrowingCallable reading) {
        return catchThrowableOfType(ProblemException.class, reading).code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "root",
                "1",
                "0190F3C2-7C00-7000-8000-0000000000C1",
                "0190f3c27c00700080000000000000c1",
                "0190f3c2-7c00-7000-8000-0000000000c1 ",
                "0190f3c2-7c00-7000-8000-0000000000c1\n",
                "{0190f3c2-7c00-7000-8000-0000000000c1}",
                "../0190f3c2-7c00-7000-8000-0000000000c1",
                "1-1-1-1-1",
                "0190f3c2-7c00-7000-8000-0000000000cg",
                "%00",
                "' OR 1=1 --"
            })
    void what_cannot_be_an_id_answers_like_an_id_that_never_was(String id) {
        var call = new Call(Calls.to("GET /v1/files/{id}").withPathParameters(Map.of("id", id)));

        assertThat(refusal(call::id)).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void an_id_is_read_and_a_path_without_one_has_none() {
        assertThat(new Call(Calls.to("GET /v1/files/{id}")).id()).isEqualTo(UUID.fromString(Calls.ID));
        assertThat(refusal(() -> new Call(Calls.to("GET /v1/me")).id())).isEqualTo(ProblemCode.NOT_FOUND);
        var empty = new Call(Calls.to("GET /v1/me").withPathParameters(Map.of()));
        assertThat(refusal(empty::id)).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "1001", "1e2", "10.0", "ten", " 10", "99999", "9999999999999999999999", "１０"})
    void a_limit_is_a_number_from_one_to_a_thousand(String limit) {
        assertThat(refusal(() -> query("limit", limit).limit())).isEqualTo(ProblemCode.INVALID_REQUEST);
    }

    @Test
    void a_limit_that_is_left_out_is_a_hundred() {
        assertThat(new Call(Calls.to("GET /v1/uploads")).limit()).isEqualTo(100);
        assertThat(query("limit", "1").limit()).isEqualTo(1);
        assertThat(query("limit", "1000").limit()).isEqualTo(1000);
        assertThat(query("limit", "0010").limit()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f:a", "d:报告 \"2026\" ; a.pdf", "", "\ud83d\ude00"})
    void a_cursor_comes_back_as_it_was_handed_out(String position) {
        assertThat(query("cursor", Call.writeCursor(position)).cursor()).contains(position);
        assertThat(Call.writeCursor(position)).matches("[A-Za-z0-9_-]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a", "%%%", "äöü", "YQ==="})
    void a_cursor_that_nobody_handed_out_is_refused(String cursor) {
        assertThat(refusal(() -> query("cursor", cursor).cursor())).isEqualTo(ProblemCode.INVALID_REQUEST);
    }

    @Test
    void a_body_may_come_encoded() {
        String json = "{\"name\":\"报告\"}";
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        APIGatewayProxyRequestEvent event = Calls.to("PATCH /v1/files/{id}");

        assertThat(new Call(event.withBody(encoded).withIsBase64Encoded(true))
                        .body(ChangeEntryRequest.class)
                        .name())
                .isEqualTo("报告");
        assertThat(new Call(event.withBody(json).withIsBase64Encoded(false))
                        .body(ChangeEntryRequest.class)
                        .name())
                .isEqualTo("报告");
        assertThat(new Call(event.withBody(json).withIsBase64Encoded(null))
                        .body(ChangeEntryRequest.class)
                        .name())
                .isEqualTo("报告");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{}}", "no base64 at all", "e30"})
    void a_body_that_cannot_be_decoded_is_malformed(String body) {
        APIGatewayProxyRequestEvent event =
                Calls.to("PATCH /v1/files/{id}").withBody(body).withIsBase64Encoded(true);
        if ("e30".equals(body)) { // padding may be missing
            assertThat(new Call(event).body(ChangeEntryRequest.class)).isEqualTo(new ChangeEntryRequest(null, null));
        } else {
            assertThat(refusal(() -> new Call(event).body(ChangeEntryRequest.class)))
                    .isEqualTo(ProblemCode.MALFORMED_JSON);
        }
    }

    @Test
    void a_header_is_found_in_any_case() {
        Map<String, String> headers = new HashMap<>(Map.of("iDEMPOTENCY-key", "1"));
        headers.put("X-Null", null);
        var call = new Call(Calls.to("GET /v1/me").withHeaders(headers));

        assertThat(call.header("Idempotency-Key")).contains("1");
        assertThat(call.header("Absent")).isEmpty();
        assertThat(new Call(Calls.to("GET /v1/me").withHeaders(null)).header("Any"))
                .isEmpty();
    }

    @Test
    void bytes_that_are_no_utf_8_are_no_json_whatever_could_stand_in_for_them() {
        byte[] broken = {'{', '"', 'n', '"', ':', '"', (byte) 0xff, '"', '}'};
        var event = Calls.to("POST /v1/folders")
                .withBody(Base64.getEncoder().encodeToString(broken))
                .withIsBase64Encoded(true);
        assertThatThrownBy(() -> new Call(event).body(CreateFolderRequest.class))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.MALFORMED_JSON));
    }

    @Test
    void addresses_of_one_ipv6_network_are_counted_together() {
        assertThat(from("2001:db8:1:2:3:4:5:6").address())
                .isEqualTo(from("2001:db8:1:2:ffff::1").address())
                .isNotEqualTo(from("2001:db8:1:3::1").address());
        assertThat(from("203.0.113.7").address())
                .isNotEqualTo(from("203.0.113.8").address());
        assertThat(from("no address").address()).isEqualTo("no address");
    }

    private static Call from(String address) {
        var event = Calls.to("GET /v1/me");
        event.getRequestContext().getIdentity().setSourceIp(address);
        return new Call(event);
    }

    @Test
    void an_address_is_what_the_gateway_saw_and_not_what_a_header_claims() {
        var headers = Map.of("X-Forwarded-For", "198.51.100.1", "Forwarded", "for=198.51.100.1", "X-Real-IP", "::1");

        assertThat(new Call(Calls.to("GET /v1/me").withHeaders(headers)).address())
                .isEqualTo("203.0.113.7");
        assertThat(new Call(new APIGatewayProxyRequestEvent()).address()).isEmpty();
    }

    @Test
    void claims_come_from_the_authorizer_alone() {
        assertThat(new Call(Calls.to("GET /v1/me")).claims().account()).isEqualTo(FakeWorld.ACCOUNT);
        assertThat(new Call(Calls.to("GET /v1/me")).claims().session()).isEqualTo(FakeWorld.SESSION);
        var bare = new APIGatewayProxyRequestEvent()
                .withHeaders(Map.of("accountId", FakeWorld.ACCOUNT.toString(), "X-User-ID", "1"));
        assertThat(refusal(() -> new Call(bare).claims())).isEqualTo(ProblemCode.SIGN_IN_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accountId", "sessionId", "exp"})
    void a_verdict_that_lacks_a_part_is_none(String part) {
        for (Object wrong : new Object[] {"", "x", -1.5, Map.of()}) {
            APIGatewayProxyRequestEvent event = Calls.to("GET /v1/me");
            event.getRequestContext().getAuthorizer().put(part, wrong);
            assertThat(refusal(() -> new Call(event).claims())).isEqualTo(ProblemCode.SIGN_IN_REQUIRED);
        }
        APIGatewayProxyRequestEvent event = Calls.to("GET /v1/me");
        event.getRequestContext().getAuthorizer().remove(part);
        assertThat(refusal(() -> new Call(event).claims())).isEqualTo(ProblemCode.SIGN_IN_REQUIRED);
    }
}
