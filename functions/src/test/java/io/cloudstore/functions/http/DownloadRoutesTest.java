package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.protocol.wire.KeySetView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownloadRoutesTest {
    private static final String RECEIPT = "GET /v1/files/{id}/receipt";

    private final FakeWorld world = new FakeWorld();

    private APIGatewayProxyResponseEvent ask(String route) {
        return world.download().apply(Calls.to(route));
    }

    private FakeWorld withFile(Place place, Life life) {
        FileEntry f = FakeWorld.FILE;
        return world.says(
                "FindEntries.file",
                () -> Optional.of(new FileEntry(
                        f.id(),
                        f.folder(),
                        f.name(),
                        f.version(),
                        f.blob(),
                        f.size(),
                        f.contentId(),
                        place,
                        life,
                        f.contentType(),
                        f.createdAt(),
                        f.contentAt(),
                        f.modifiedAt())));
    }

    @Test
    void a_receipt_is_what_the_signer_makes_of_it_and_nobody_keeps_it() {
        APIGatewayProxyResponseEvent answer = ask(RECEIPT);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isEqualTo("{\"receipt\":\"text\"}");
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
        assertThat(world.asked()).anyMatch(call -> call.startsWith("SignReceipt.sign") && call.contains("version=1"));
    }

    @Test
    void what_is_on_its_way_is_asked_for_again_soon() {
        withFile(Place.COPYING, Life.LIVE).says("FindVerified.verified", Optional::empty);

        APIGatewayProxyResponseEvent answer = ask(RECEIPT);

        assertThat(answer.getStatusCode()).isEqualTo(409);
        assertThat(answer.getBody()).contains("\"not-verified-yet\"");
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "5");
    }

    /** No transfer will ever tell when it was verified. */
    @Test
    void what_was_stored_before_times_were_kept_is_not_asked_for_again_soon() {
        world.says("FindVerified.verified", Optional::empty);

        APIGatewayProxyResponseEvent answer = ask(RECEIPT);

        assertThat(answer.getStatusCode()).isEqualTo(409);
        assertThat(answer.getBody()).contains("before there were receipts");
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "3600");
    }

    @Test
    void quarantined_content_has_no_receipt_though_it_was_verified_once() {
        withFile(Place.STORED, Life.QUARANTINED);

        APIGatewayProxyResponseEvent answer = ask(RECEIPT);

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getBody()).contains("\"content-quarantined\"");
        assertThat(world.asked()).noneMatch(call -> call.startsWith("SignReceipt"));
    }

    /** Nobody's session is looked at, and the answer may be kept by anybody. */
    @Test
    void keys_are_for_all_and_for_five_minutes() {
        world.says(
                "PublishKeys.publicKeys",
                () -> new KeySetView(List.of(new KeySetView.Key("EC", "P-256", "sig", "ES256", "k", "x", "y"))));

        APIGatewayProxyResponseEvent answer = ask("GET /.well-known/jwks.json");

        assertThat(answer.getBody())
                .isEqualTo("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\","
                        + "\"kid\":\"k\",\"x\":\"x\",\"y\":\"y\"}]}");
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "public, max-age=300");
        assertThat(world.asked()).containsExactly("PublishKeys.publicKeysnull");
    }
}
