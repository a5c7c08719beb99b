package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Content that is there already need not be sent by whoever has it; and only by them. */
@OnTheStack
class InstantStory {
    private static final int SHARED = 3 * Content.MIB;

    private final Person ann = Person.signedUp(Stack.current());
    private final Person bob = Person.signedUp(Stack.current());

    private static JsonNode stored(Reply reply) {
        assertThat(reply.status()).as(reply.raw()).isEqualTo(200);
        assertThat(reply.text("outcome")).as(reply.raw()).isEqualTo("STORED");
        return reply.body().path("file");
    }

    private static void isToBeSent(Reply reply) {
        assertThat(reply.status()).as(reply.raw()).isEqualTo(200);
        assertThat(reply.text("outcome")).as(reply.raw()).isEqualTo("SEND");
    }

    private static String stateOf(Person who, String upload) {
        return who.get("/v1/uploads/" + upload).text("state");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, SHARED, 17 * Content.MIB})
    void what_one_has_already_is_not_sent_again(int size) {
        Content content = Content.ofSize(size);
        ann.upload("first.bin", content);
        long used = ann.me().path("usedBytes").asLong();
        String again = ann.opened("second.bin", content);
        JsonNode file = stored(ann.claim(again, content));

        assertThat(file.path("name").asString()).isEqualTo("second.bin");
        assertThat(file.path("contentId").asString())
                .isEqualTo(content.contentId().toString());
        assertThat(ann.download(file).body()).isEqualTo(content.bytes());
        assertThat(stateOf(ann, again)).isEqualTo("INSTANT");
        assertThat(ann.me().path("usedBytes").asLong()).isEqualTo(used + size);
        assertThat(ann.me().path("reservedBytes").asLong()).isZero();
        assertThat(stored(ann.claim(again, content)).path("id")).isEqualTo(file.path("id"));
        assertThat(ann.complete(again, content).body().path("file").path("id")).isEqualTo(file.path("id"));
        assertThat(ann.delete("/v1/uploads/" + again).code()).isEqualTo("upload-closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {Content.MIB, SHARED, 17 * Content.MIB})
    void what_another_has_is_not_sent_by_whoever_proves_to_have_it(int size) {
        Content content = Content.ofSize(size);
        JsonNode anns = ann.upload("anns.bin", content);
        if (size > SHARED) {
            ann.awaitStored(anns);
        }
        String upload = bob.opened("bobs.bin", content);
        JsonNode file = stored(bob.instant(upload, content, content));

        assertThat(bob.download(file).body()).isEqualTo(content.bytes());
        assertThat(bob.me().path("usedBytes").asLong()).as("each holder pays").isEqualTo(size);
        assertThat(bob.me().path("reservedBytes").asLong()).isZero();
        assertThat(ann.download(anns).body()).isEqualTo(content.bytes());
    }

    @Test
    void what_was_sent_meanwhile_does_no_harm() {
        Content content = Content.ofSize(17 * Content.MIB);
        ann.upload("anns.bin", content);
        String upload = bob.opened("bobs.bin", content);
        bob.send(upload, content, List.of(1));
        JsonNode file = stored(bob.instant(upload, content, content));
        assertThat(bob.sign(upload, content, List.of(2)).code()).isEqualTo("upload-closed");
        assertThat(bob.download(file).body()).isEqualTo(content.bytes());
    }

    @Test
    void what_nobody_has_is_sent() {
        Content content = Content.ofSize(SHARED);
        String upload = bob.opened("new.bin", content);
        isToBeSent(bob.instant(upload, content, content));
        assertThat(stateOf(bob, upload)).isEqualTo("OPEN");
        bob.send(upload, content, content.numbers());
        assertThat(bob.download(bob.completed(upload, content)).body()).isEqualTo(content.bytes());
    }

    @Test
    void the_hash_alone_opens_nothing() {
        Content content = Content.ofSize(SHARED);
        ann.upload("anns.bin", content);
        String upload = bob.opened("bobs.bin", content);
        assertThat(bob.claim(upload, content).text("outcome")).isEqualTo("PROVE");
        isToBeSent(bob.prove(
                upload, Collections.nCopies(20, content.contentId().digest().toString())));
        assertThat(stateOf(bob, upload)).isEqualTo("OPEN");
    }

    @Test
    void half_of_the_content_opens_nothing() {
        Content content = Content.ofSize(SHARED);
        ann.upload("anns.bin", content);
        byte[] half = content.bytes().clone();
        Arrays.fill(half, half.length / 2, half.length, (byte) 0);
        String upload = bob.opened("bobs.bin", content);
        isToBeSent(bob.instant(upload, content, Content.of(half)));
    }

    @Test
    void a_challenge_is_answered_once_and_for_its_own_upload() {
        Content content = Content.ofSize(SHARED);
        ann.upload("anns.bin", content);
        String first = bob.opened("first.bin", content);
        String second = bob.opened("second.bin", content);
        Reply asked = bob.claim(first, content);
        List<String> right = content.proofs(first, asked);

        assertThat(bob.claim(second, content).text("outcome")).isEqualTo("PROVE");
        isToBeSent(bob.prove(second, right));
        isToBeSent(bob.prove(first, right.reversed()));
        isToBeSent(bob.prove(first, right));
        stored(bob.instant(first, content, content));
    }

    /** Ten at once, on the real database: one of them makes the file, and it is charged once. */
    @Test
    void of_ten_proofs_at_once_for_one_challenge_one_counts() throws Exception {
        Content content = Content.ofSize(SHARED);
        ann.upload("anns.bin", content);
        String upload = bob.opened("bobs.bin", content);
        List<String> right = content.proofs(upload, bob.claim(upload, content));
        List<Reply> replies;
        int crowd = Math.min(10, Stack.current().callsAtOnce());
        try (ExecutorService threads = Executors.newFixedThreadPool(crowd)) {
            List<Future<Reply>> running = IntStream.range(0, crowd)
                    .mapToObj(i -> threads.submit(() -> bob.prove(upload, right)))
                    .toList();
            replies = running.stream().map(InstantStory::resultOf).toList();
        }
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies.stream()
                        .filter(reply -> reply.text("outcome").equals("STORED"))
                        .map(reply -> reply.body().path("file").path("id").asString())
                        .distinct())
                .hasSize(1);
        assertThat(bob.me().path("usedBytes").asLong()).isEqualTo(SHARED);
        assertThat(bob.get("/v1/folders/root/entries").body().path("items")).hasSize(1);
    }

    private static Reply resultOf(Future<Reply> running) {
        try {
            return running.get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whoever claims Y and sends X gives nobody X for Y. */
    @Test
    void a_poisoned_upload_poisons_nothing() {
        Content x = Content.ofSize(SHARED);
        Content y = Content.ofSize(SHARED);
        String poison = bob.opened("poison.bin", y);
        assertThat(bob.claim(poison, y).text("outcome")).isEqualTo("PROVE");
        bob.send(poison, x, x.numbers());
        assertThat(bob.complete(poison, y).code()).isEqualTo("content-differs");
        bob.awaitStored(bob.completed(poison, x));

        String victims = ann.opened("y.bin", y);
        isToBeSent(ann.instant(victims, y, y));
        ann.send(victims, y, y.numbers());
        assertThat(ann.download(ann.completed(victims, y)).body()).isEqualTo(y.bytes());
    }

    /**
     * The pair of X. Wang and others, "Collisions for Hash Functions MD4, MD5, HAVAL-128 and RIPEMD" (2004,
     * https://eprint.iacr.org/2004/199), with the same random bytes behind both: whatever follows keeps the collision.
     */
    @Test
    void two_contents_of_one_md5_are_two_contents() throws Exception {
        byte[] tail = new byte[SHARED];
        new Random().nextBytes(tail);
        Content one = Content.of(joined("""
                d131dd02c5e6eec4693d9a0698aff95c2fcab58712467eab4004583eb8fb7f89
                55ad340609f4b30283e488832571415a085125e8f7cdc99fd91dbdf280373c5b
                d8823e3156348f5bae6dacd436c919c6dd53e2b487da03fd02396306d248cda0
                e99f33420f577ee8ce54b67080a80d1ec69821bcb6a8839396f9652b6ff72a70
                """, tail));
        Content other = Content.of(joined("""
                d131dd02c5e6eec4693d9a0698aff95c2fcab50712467eab4004583eb8fb7f89
                55ad340609f4b30283e4888325f1415a085125e8f7cdc99fd91dbd7280373c5b
                d8823e3156348f5bae6dacd436c919c6dd53e23487da03fd02396306d248cda0
                e99f33420f577ee8ce54b67080280d1ec69821bcb6a8839396f965ab6ff72a70
                """, tail));
        assertThat(md5(one)).isEqualTo(md5(other));
        assertThat(one.bytes()).isNotEqualTo(other.bytes());

        JsonNode anns = ann.upload("one.bin", one);
        String bobs = bob.opened("other.bin", other);
        isToBeSent(bob.instant(bobs, other, other));
        bob.send(bobs, other, other.numbers());
        JsonNode file = bob.completed(bobs, other);
        ann.awaitStored(anns);
        bob.awaitStored(file);

        assertThat(ann.download(anns).body()).isEqualTo(one.bytes());
        assertThat(bob.download(file).body()).isEqualTo(other.bytes());
        assertThat(file.path("contentId")).isNotEqualTo(anns.path("contentId"));
    }

    private static byte[] joined(String hex, byte[] tail) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
        bytes.writeBytes(tail);
        return bytes.toByteArray();
    }

    private static String md5(Content content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content.bytes()));
    }

    /** A window of the limit begins with a minute, so that two of them may be met. */
    @Test
    void probing_at_speed_meets_a_limit() {
        Content content = Content.ofSize(SHARED);
        String upload = bob.opened("probe.bin", content);
        Reply limited = Stream.generate(() -> bob.claim(upload, content))
                .limit(241)
                .filter(reply -> reply.status() != 200)
                .findFirst()
                .orElseThrow();
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.code()).isEqualTo("rate-limited");
        assertThat(limited.headers().firstValue("Retry-After")).contains("60");
        assertThat(bob.prove(upload, List.of("no proof")).status()).isEqualTo(429);
        assertThat(ann.claim(ann.opened("a.bin", content), content).text("outcome"))
                .as("others go on")
                .isEqualTo("PROVE");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 21})
    void another_number_of_proofs_is_refused(int number) {
        Content content = Content.ofSize(SHARED);
        String upload = bob.opened("b.bin", content);
        Reply reply =
                bob.prove(upload, Collections.nCopies(number, content.digest(1).toString()));
        assertThat(reply.status()).as(reply.raw()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
    }

    @Test
    void a_claim_of_something_that_is_no_content_id_is_refused() {
        String upload = bob.opened("b.bin", Content.ofSize(SHARED));
        for (String wrong : List.of("", "x", "0".repeat(64) + "-2", "0".repeat(63), "A".repeat(64))) {
            Reply reply = bob.call("POST", "/v1/uploads/" + upload + "/instant", Map.of("contentId", wrong));
            assertThat(reply.status()).as(reply.raw()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("invalid-request");
        }
    }
}
