package io.cloudstore.sam;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has signed up and in, by functions invoked one by one, and sends the events of {@code events/}. */
final class Visitor {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode claims;
    private final String token;

    /** Signs up under a name that nobody has yet, and in. */
    Visitor(SamCloud cloud, String name) {
        cloud.invoke("LoginFunction", SampleEvent.named("login-sign-up").with("first.owner", name));
        JsonNode signedIn =
                cloud.invoke("LoginFunction", SampleEvent.named("login-sign-in").with("first.owner", name));
        this.token = JSON.readTree(signedIn.path("body").asString())
                .path("accessToken")
                .asString();
        byte[] middle = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        this.claims = JSON.readTree(new String(middle, StandardCharsets.UTF_8));
    }

    /** An event of his, as it is after the authorizer. */
    SampleEvent event(String name) {
        return SampleEvent.named(name)
                .with(SampleEvent.ACCOUNT, claims.path("sub").asString())
                .with(SampleEvent.SESSION, claims.path("sid").asString())
                .with(SampleEvent.ACCESS_TOKEN, token);
    }
}
