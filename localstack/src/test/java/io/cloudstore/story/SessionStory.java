package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in and out. */
@OnTheStack
class SessionStory {
    private final Person ann = Person.signedUp(Stack.current());

    @Test
    void signed_out_means_refused_at_once_also_while_the_authorizer_s_verdict_is_cached() {
        assertThat(ann.get("/v1/me").status()).isEqualTo(200);
        assertThat(ann.get("/v1/uploads").status()).isEqualTo(200);

        assertThat(ann.delete("/v1/sessions/current").status()).isEqualTo(204);

        assertThat(ann.get("/v1/me").code()).isEqualTo("session-ended");
        assertThat(ann.get("/v1/uploads").code()).isEqualTo("session-ended");
        assertThat(ann.get("/v1/folders/root/entries").code()).isEqualTo("session-ended");
        assertThat(ann.open("late.txt", 1, Map.of()).code()).isEqualTo("session-ended");
        assertThat(refresh(ann.refreshToken()).code()).isEqualTo("refresh-refused");
    }

    @Test
    void signing_out_one_device_leaves_the_other_signed_in() {
        Person phone = ann.onAnotherDevice();
        ann.delete("/v1/sessions/current");
        assertThat(phone.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void a_refresh_token_gets_the_next_pair() {
        Reply next = refresh(ann.refreshToken());
        assertThat(next.status()).isEqualTo(200);
        assertThat(ann.api
                        .call("GET", "/v1/me", next.text("accessToken"), Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(next.text("refreshToken")).isNotEqualTo(ann.refreshToken());
    }

    private Reply refresh(String token) {
        return ann.api.call("POST", "/v1/sessions/refresh", "", Map.of("refreshToken", token));
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer() {
        Reply wrong = signIn(ann.name, "not the passphrase at all");
        Reply unknown = signIn("nobody-of-that-name", "not the passphrase at all");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("wrong-credentials");
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(withoutRequestId(unknown)).isEqualTo(withoutRequestId(wrong));
    }

    private Reply signIn(String name, String password) {
        return ann.api.call("POST", "/v1/sessions", "", Map.of("name", name, "password", password));
    }

    private static String withoutRequestId(Reply reply) {
        return reply.raw().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void a_name_is_taken_whatever_its_case() {
        Reply again = ann.api.call(
                "POST",
                "/v1/accounts",
                "",
                Map.of("name", ann.name.toUpperCase(Locale.ROOT), "password", Person.PASSWORD));
        assertThat(again.code()).isEqualTo("account-name-taken");
    }
}
