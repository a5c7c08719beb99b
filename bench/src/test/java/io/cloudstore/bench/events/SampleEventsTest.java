package io.cloudstore.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleEventsTest {

    @Test
    void what_events_make_up_is_put_right_by_the_claims_of_a_token(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("an-event.json"),
                "{\"a\":\"0190f3c2-7c00-7000-8000-0000000000a1\",\"s\":\"0190f3c2-7c00-7000-8000-0000000000b1\","
                        + "\"t\":\"Bearer header.claims.signature\",\"n\":\"first.owner\"}");
        String token = "x." + base64("{\"sub\":\"account\",\"sid\":\"session\"}") + ".y";

        SampleEvents events = SampleEvents.in(folder).of(token).with(SampleEvents.NAME, "somebody");

        String right = "{\"a\":\"account\",\"s\":\"session\",\"t\":\"Bearer " + token + "\",\"n\":\"somebody\"}";
        assertThat(events.json("an-event")).isEqualTo(right);
        assertThat(events.write("an-event", Files.createDirectory(folder.resolve("sent"))))
                .hasContent(right);
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
