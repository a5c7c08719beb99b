package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.ShortTimings;
import io.cloudstore.story.Journey;
import io.cloudstore.story.Prober;
import io.cloudstore.story.Prober.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * I6: whoever does not have content can't tell, by claims and proofs, whether others have it. In each round every kind of
 * content is asked about once, in a drawn order, so that whatever the machine does besides touches all alike; the medians
 * of all rounds are compared. On a machine that does other work two medians differ by chance too: then more rounds
 * are added to those before, up to six times as many. Chance goes by that; a difference that the code makes stays.
 */
@OnTheStack
@Needs(Capability.ENGINES)
@Isolated
class IndistinguishableTest {
    private static final int ROUNDS = 200;
    private static final int SERIES = 6;
    private static final double MOST_DIFFERENCE = 0.05;
    private static final int SIZE = 3 << 20;
    /** Below the limit of claims in a minute. */
    private static final int ROUNDS_A_PROBER = 25;

    private static final int PROBERS_AT_ONCE = 24;

    /** What others may have, or have had. */
    enum Kind {
        UNKNOWN,
        LIVE,
        TOMBSTONED,
        QUARANTINED
    }

    private static final Map<Kind, String> CONTENT_IDS = new EnumMap<>(Kind.class);

    @BeforeAll
    static void others_have_it() throws Exception {
        var inside = new Inside();
        for (Kind kind : Kind.values()) {
            if (kind == Kind.UNKNOWN) {
                byte[] random = new byte[32];
                new Random().nextBytes(random);
                CONTENT_IDS.put(kind, HexFormat.of().formatHex(random));
            } else {
                Journey journey = Journey.stored(SIZE);
                CONTENT_IDS.put(kind, journey.contentId());
                inside.change(
                        "UPDATE `blob` b JOIN file_version v ON v.blob_id = b.id SET b.life = '" + kind
                                + "' WHERE v.file_id = ?",
                        journey.fileId());
            }
        }
    }

    @Test
    void a_claim_is_answered_alike_and_as_soon() {
        Function<Integer, Prober> probers = new Function<>() {
            private Prober now = Prober.signUp(SIZE);

            @Override
            public Prober apply(Integer round) {
                if (round % ROUNDS_A_PROBER == 0) {
                    now = Prober.signUp(SIZE);
                }
                return now;
            }
        };
        assertAlike("PROVE", () -> {
            Map<Kind, List<Seen>> seen = nothingSeen();
            for (int round = 0; round < ROUNDS; round++) {
                Prober prober = probers.apply(round);
                for (Kind kind : drawn()) {
                    seen.get(kind).add(prober.claim(CONTENT_IDS.get(kind)));
                }
            }
            return seen;
        });
    }

    /** The answer waits, so that many probers can wait at once; each has an upload for each kind. */
    @Test
    void a_failed_proof_is_answered_alike_and_as_late() {
        Map<Kind, List<Seen>> seen = assertAlike("SEND", () -> {
            Map<Kind, List<Seen>> all = nothingSeen();
            try (ExecutorService threads = Executors.newFixedThreadPool(PROBERS_AT_ONCE)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < PROBERS_AT_ONCE; i++) {
                    int from = i;
                    running.add(threads.submit(() -> prove(all, from)));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
            return all;
        });
        long answerAfter = Long.parseLong(ShortTimings.PARAMETERS.get("ProofAnswerMilliseconds"));
        // the gateway's time has whole milliseconds
        assertThat(seen.values())
                .allSatisfy(each ->
                        assertThat(each).allMatch(answer -> answer.nanoseconds() >= (answerAfter - 1) * 1_000_000));
    }

    private static void prove(Map<Kind, List<Seen>> all, int from) {
        Map<Kind, Prober> probers = new EnumMap<>(Kind.class);
        Prober first = Prober.signUp(SIZE);
        for (Kind kind : Kind.values()) {
            probers.put(kind, first.withAnotherUpload(SIZE));
        }
        for (int round = from; round < ROUNDS; round += PROBERS_AT_ONCE) {
            for (Kind kind : drawn()) {
                assertThat(probers.get(kind).claim(CONTENT_IDS.get(kind)).told())
                        .contains("outcome:PROVE");
                all.get(kind).add(probers.get(kind).prove());
            }
        }
    }

    /** A series of what was seen of each kind. */
    private interface Measure {
        Map<Kind, List<Seen>> run() throws Exception;
    }

    /** @param outcome what all are to be told */
    private static Map<Kind, List<Seen>> assertAlike(String outcome, Measure measure) {
        List<String> differences = new ArrayList<>();
        Map<Kind, List<Seen>> all = nothingSeen();
        for (int series = 1; series <= SERIES; series++) {
            Map<Kind, List<Seen>> seen = run(measure);
            assertThat(seen.values()).allSatisfy(each -> assertThat(each).hasSize(ROUNDS));
            assertThat(seen.values().stream()
                            .flatMap(List::stream)
                            .map(Seen::told)
                            .collect(Collectors.toSet()))
                    .as("status, headers, shape")
                    .hasSize(1)
                    .allMatch(told -> told.startsWith("200 ") && told.contains("outcome:" + outcome));
            Map<Kind, Double> medians = new EnumMap<>(Kind.class);
            seen.forEach((kind, each) -> {
                all.get(kind).addAll(each);
                medians.put(kind, medianOf(all.get(kind)));
            });
            System.out.println("medians in ms: " + medians);
            double least = Collections.min(medians.values());
            double most = Collections.max(medians.values());
            if (most - least < MOST_DIFFERENCE * least) {
                return seen;
            }
            differences.add(medians.toString());
        }
        throw new AssertionError("the medians differ by 5 % or more, however many rounds: " + differences);
    }

    private static Map<Kind, List<Seen>> run(Measure measure) {
        try {
            return measure.run();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Map<Kind, List<Seen>> nothingSeen() {
        Map<Kind, List<Seen>> seen = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            seen.put(kind, Collections.synchronizedList(new ArrayList<>()));
        }
        return seen;
    }

    private static List<Kind> drawn() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(kinds);
        return kinds;
    }

    private static double medianOf(List<Seen> seen) {
        long[] sorted = seen.stream().mapToLong(Seen::nanoseconds).sorted().toArray();
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2e6;
    }
}
