package io.cloudstore.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.instant.InstantOutcome.Prove;
import io.cloudstore.core.instant.InstantOutcome.Send;
import io.cloudstore.core.instant.InstantOutcome.Stored;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.instant.Challenge;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How far part of the content goes. The known share p is the share of places at which a range of 4 KiB can begin and lies
 * in the known bytes altogether: that is what a challenge asks for, at places drawn evenly, so p to the power of 20 is
 * what it should let pass. The known bytes are one stretch and the unknown ones another, the arrangement that is best for
 * an attacker: scattered gaps spoil more places with the same number of bytes. For an unknown byte the attacker has
 * another one.
 *
 * <p>Everything is drawn from one seed, so the rates are the same at each run; the bound is what chance allows once in
 * a million.
 */
class PossessionTest extends Story {
    private static final Bytes SECRET = Bytes.of(30, 2 * MIB);
    private static final long PLACES = SECRET.length() - Challenge.RANGE_BYTES + 1;
    private static final int TRIES = 1_000;
    /** Standard deviations. */
    private static final double ONCE_IN_A_MILLION = 4.9;

    private Client mallory;

    @BeforeEach
    void it_is_stored() {
        cloud.limitClaims(Integer.MAX_VALUE);
        ann.upload("a", SECRET);
        server.drain();
        mallory = new Client(cloud, cloud.server(), cloud.person("mallory", Long.MAX_VALUE));
    }

    /** The content as far as it is known, and then something else. */
    private static Bytes known(double share) {
        long known = Math.round(share * PLACES) + Challenge.RANGE_BYTES - 1;
        return Bytes.joined(List.of(SECRET.slice(0, known), SECRET.damaged().slice(known, SECRET.length() - known)));
    }

    /** A claim and a proof from what is known; each by an upload of its own account that has nothing yet. */
    private InstantOutcome attempt(Bytes known) {
        UploadId upload = mallory.open("x", SECRET).id();
        var asked = (Prove) mallory.claim(upload, SECRET);
        InstantOutcome answer = mallory.prove(upload, Client.proofs(asked.challenge(), known));
        if (answer instanceof Stored) {
            mallory = new Client(cloud, cloud.server(), cloud.person("m" + upload, Long.MAX_VALUE));
        } else {
            cloud.server().abort.abort(mallory.account, upload);
        }
        return answer;
    }

    @Test
    void half_of_the_content_is_refused_in_a_thousand_of_a_thousand_tries() {
        Bytes half = known(0.5);
        for (int i = 0; i < TRIES; i++) {
            assertThat(attempt(half)).isEqualTo(new Send());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 0.999})
    void a_share_p_of_the_content_passes_with_p_to_the_power_of_twenty(double p) {
        Bytes known = known(p);
        int passed = 0;
        for (int i = 0; i < TRIES; i++) {
            passed += attempt(known) instanceof Stored ? 1 : 0;
        }
        double expected = Math.pow(p, Challenge.RANGES);
        double deviation = Math.sqrt(expected * (1 - expected) / TRIES);
        System.out.printf("p = %.3f: %d of %d passed, p^20 = %.4f%n", p, passed, TRIES, expected);
        assertThat((double) passed / TRIES)
                .isBetween(expected - ONCE_IN_A_MILLION * deviation, expected + ONCE_IN_A_MILLION * deviation);
    }

    @Test
    void all_of_the_content_passes() {
        assertThat(attempt(SECRET)).isInstanceOf(Stored.class);
    }
}
