package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginRoutesTest {
    /** Otherwise a space more at the end would be twenty guesses more. */
    @Test
    void every_way_to_write_a_name_counts_as_the_same_name() {
        var world = new FakeWorld().says("HashPassword.matches", () -> false);
        for (String name : List.of("owner", "OWNER", "owner ", "owner   ", " Owner", "owner\t")) {
            world.login().apply(Calls.to("POST /v1/sessions", Json.write(Map.of("name", name, "password", "guess"))));
        }

        assertThat(world.asked())
                .filteredOn(call -> call.startsWith("CountAttempts.count[failure, "))
                .hasSize(6)
                .containsOnly("CountAttempts.count[failure, owner, PT1H]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/accounts", "POST /v1/sessions", "POST /v1/sessions/refresh"})
    void a_call_about_credentials_takes_no_idempotency_key(String route) {
        APIGatewayProxyRequestEvent event =
                Calls.to(route, "{}").withHeaders(new HashMap<>(Map.of("idempotency-KEY", "1")));

        assertThat(Calls.code(new FakeWorld().login().apply(event))).isEqualTo("idempotency-key-refused");
    }
}
