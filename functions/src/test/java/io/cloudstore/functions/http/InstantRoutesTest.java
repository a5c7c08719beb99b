package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.instant.KeepChallenge.Pending;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.instant.Proof;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InstantRoutesTest {
    private static final String CLAIM = "POST /v1/uploads/{id}/instant";
    private static final String PROVE = "POST /v1/uploads/{id}/instant/proof";
    private static final ContentId CONTENT = new ContentId(FakeWorld.DIGEST, 3);
    private static final List<String> PROOFS = Collections.nCopies(Challenge.RANGES, FakeWorld.DIGEST.toString());
    private static final Nonce NONCE = Nonce.of(new byte[32]);

    private final FakeWorld world = new FakeWorld();

    private APIGatewayProxyResponseEvent claim(Object contentId) {
        return world.instantUpload().apply(Calls.to(CLAIM, Json.write(Map.of("contentId", contentId))));
    }

    private APIGatewayProxyResponseEvent prove(Object proofs) {
        return world.instantUpload().apply(Calls.to(PROVE, Json.write(Map.of("proofs", proofs))));
    }

    private void challenged() {
        world.says("KeepChallenge.use", () -> Optional.of(new Pending(CONTENT, NONCE, FakeWorld.NOW.plusSeconds(60))));
    }

    private void openUpload(UploadState state) {
        Upload open = FakeWorld.UPLOAD;
        var ended = new Upload(
                open.id(),
                open.account(),
                open.folder(),
                open.name(),
                open.plan(),
                open.contentType(),
                open.modifiedAt(),
                open.conflict(),
                open.domain(),
                state,
                open.stagingKey(),
                open.multipartId(),
                open.urlsDeadAt(),
                Optional.of(FakeWorld.FILE.id()),
                true,
                open.createdAt(),
                open.expiresAt());
        world.says("FindUpload.find", () -> Optional.of(ended));
    }

    @Test
    void a_claim_is_answered_with_what_to_prove() {
        var answer = claim(CONTENT.toString());
        JsonNode body = Calls.body(answer);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(body.path("outcome").asString()).isEqualTo("PROVE");
        assertThat(body.has("file")).isFalse();
        assertThat(body.path("challenge").path("nonce").asString()).isEqualTo("0".repeat(64));
        assertThat(body.path("challenge").path("expiresAt").asString()).isEqualTo("2026-11-24T10:20:30Z");
        assertThat(body.path("challenge").path("ranges"))
                .hasSize(Challenge.RANGES)
                .allSatisfy(range -> {
                    assertThat(range.path("length").asInt()).isEqualTo(Challenge.RANGE_BYTES);
                    assertThat(range.path("offset").asLong()).isBetween(0L, (20L << 20) - Challenge.RANGE_BYTES);
                });
    }

    @Test
    void what_the_account_holds_is_its_file_at_once() {
        world.says("FindBlob.own", () -> Optional.of(FakeWorld.BLOB));
        world.says("StoreBlob.lock", () -> Optional.of(FakeWorld.BLOB));
        JsonNode body = Calls.body(claim(CONTENT.toString()));

        assertThat(body.path("outcome").asString()).isEqualTo("STORED");
        assertThat(body.path("file").path("id").asString())
                .isEqualTo(FakeWorld.FILE.id().toString());
        assertThat(body.has("challenge")).isFalse();
        assertThat(world.asked()).noneMatch(call -> call.startsWith("KeepChallenge."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "Z", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824-1"})
    void a_malformed_content_id_is_refused(String contentId) {
        var answer = claim(contentId);
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                .isEqualTo("contentId");
    }

    @Test
    void a_content_id_of_another_number_of_parts_is_refused() {
        var answer = claim(new ContentId(FakeWorld.DIGEST, 2).toString());
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(world.asked()).noneMatch(call -> call.startsWith("FindBlob."));
    }

    @Test
    void too_many_claims_are_told_when_to_come_again() {
        world.says("CountAttempts.count", () -> 121L);
        for (var answer : List.of(claim(CONTENT.toString()), prove(List.of("x")))) {
            assertThat(answer.getStatusCode()).isEqualTo(429);
            assertThat(answer.getHeaders()).containsEntry("Retry-After", "60");
            assertThat(Calls.code(answer)).isEqualTo("rate-limited");
        }
        assertThat(world.asked())
                .filteredOn(call -> call.startsWith("FindBlob.") || call.startsWith("KeepChallenge."))
                .as("what is the account's own isn't counted")
                .singleElement()
                .asString()
                .startsWith("FindBlob.own");
    }

    /** 20 proofs are wanted. */
    @ParameterizedTest
    @CsvSource({"0", "1", "19", "21", "5000"})
    void another_number_of_proofs_is_refused_before_anything_is_looked_up_and_counts_as_a_claim(int number) {
        var answer = prove(Collections.nCopies(number, FakeWorld.DIGEST.toString()));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        isCountedAndNothingElse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{",
                "{\"proofs\":null}",
                "{\"proofs\":[null]}",
                "{\"proofs\":\"x\"}",
                "{\"proofs\":[\"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824\"]}",
                "{\"proofs\":[\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982\"]}",
                "{\"proofs\":[\"gcf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"]}"
            })
    void what_can_be_no_proof_is_refused_before_anything_is_looked_up_and_counts_as_a_claim(String body) {
        var answer = world.instantUpload().apply(Calls.to(PROVE, body));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        isCountedAndNothingElse();
    }

    private void isCountedAndNothingElse() {
        assertThat(world.asked())
                .filteredOn(call -> call.startsWith("CountAttempts."))
                .hasSize(1);
        assertThat(world.asked())
                .noneMatch(call -> call.startsWith("FindBlob.")
                        || call.startsWith("KeepChallenge.")
                        || call.startsWith("ReadRanges."));
    }

    @Test
    void a_right_proof_is_the_file() {
        challenged();
        Challenge challenge = new Challenge(FakeWorld.UPLOAD.id().value(), NONCE, 20L << 20);
        byte[] bytes = new byte[Challenge.RANGE_BYTES];
        world.says("FindBlob.find", () -> Optional.of(FakeWorld.BLOB));
        world.says("StoreBlob.lock", () -> Optional.of(FakeWorld.BLOB));
        world.says("ReadRanges.read", () -> Optional.of(Collections.nCopies(Challenge.RANGES, bytes)));
        JsonNode body = Calls.body(prove(IntStream.range(0, Challenge.RANGES)
                .mapToObj(i -> Proof.of(challenge, i, bytes))
                .map(Sha256::toString)
                .toList()));

        assertThat(body.path("outcome").asString()).isEqualTo("STORED");
        assertThat(body.path("file").path("id").asString())
                .isEqualTo(FakeWorld.FILE.id().toString());
        assertThat(world.asked()).anyMatch(call -> call.startsWith("StoreUpload.instant["));
    }

    @Test
    void every_failed_proof_has_the_same_answer_to_the_letter() {
        String none = told(prove(PROOFS));
        challenged();
        String unknown = told(prove(PROOFS));
        world.says("FindBlob.find", () -> Optional.of(FakeWorld.BLOB));
        String gone = told(prove(PROOFS));
        world.says(
                "ReadRanges.read",
                () -> Optional.of(Collections.nCopies(Challenge.RANGES, new byte[Challenge.RANGE_BYTES])));
        String wrong = told(prove(PROOFS));
        world.says("ReadRanges.read", () -> {
            throw new StoreFailed("read", new IllegalStateException());
        });
        String failing = told(prove(PROOFS));

        assertThat(none).startsWith("200 ").endsWith("{\"outcome\":\"SEND\",\"renamed\":false}");
        assertThat(List.of(unknown, gone, wrong, failing)).containsOnly(none);
    }

    private static String told(APIGatewayProxyResponseEvent answer) {
        return answer.getStatusCode() + " " + answer.getHeaders() + " " + answer.getBody();
    }

    /** By the gateway's time, unless that can't be. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:15:29.900Z, 2026-11-24T10:15:31.900Z",
        "2026-11-24T10:15:30Z, 2026-11-24T10:15:32Z",
        "2026-11-24T10:15:28.500Z, 2026-11-24T10:15:32.500Z",
        "2026-11-24T10:15:20.100Z, 2026-11-24T10:15:32.100Z",
        "2026-11-24T10:14:00Z, 2026-11-24T10:15:32Z",
        "2026-11-24T10:15:31Z, 2026-11-24T10:15:32Z",
        "1970-01-21T18:45:15Z, 2026-11-24T10:15:32Z",
        ", 2026-11-24T10:15:32Z"
    })
    void the_answer_waits_for_its_time_after_the_arrival(Instant arrival, Instant answer) {
        challenged();
        var event = Calls.to(PROVE, Json.write(Map.of("proofs", PROOFS)));
        if (arrival != null) {
            event.getRequestContext().setRequestTimeEpoch(arrival.toEpochMilli());
        }
        world.instantUpload().apply(event);
        assertThat(world.asked())
                .filteredOn(call -> call.startsWith("AwaitMoment."))
                .containsExactly("AwaitMoment.until[" + answer + "]");
    }

    @Test
    void an_upload_that_has_become_a_file_says_so_again() {
        openUpload(UploadState.INSTANT);
        for (var answer : List.of(claim(CONTENT.toString()), prove(PROOFS))) {
            assertThat(Calls.body(answer).path("outcome").asString()).isEqualTo("STORED");
            assertThat(Calls.body(answer).path("renamed").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"MERGING, 409, 200", "MERGED, 409, 200", "ABORTED, 409, 409", "EXPIRED, 409, 409", "REJECTED, 409, 409"
    })
    void an_upload_that_is_not_open_is_closed_to_claims_and_proofs_of_one_that_merges_say_go_on(
            UploadState state, int claimed, int proven) {
        openUpload(state);
        assertThat(claim(CONTENT.toString()).getStatusCode()).isEqualTo(claimed);
        var answer = prove(PROOFS);
        assertThat(answer.getStatusCode()).isEqualTo(proven);
        if (proven == 200) {
            assertThat(Calls.body(answer).path("outcome").asString()).isEqualTo("SEND");
        }
    }

    /** No query or header has a part in it. */
    @Test
    void a_claim_needs_nothing_but_its_body() {
        var event = Calls.to(CLAIM, Json.write(Map.of("contentId", CONTENT.toString())))
                .withQueryStringParameters(new HashMap<>(Map.of("outcome", "STORED")));
        assertThat(Calls.body(world.instantUpload().apply(event))
                        .path("outcome")
                        .asString())
                .isEqualTo("PROVE");
    }
}
