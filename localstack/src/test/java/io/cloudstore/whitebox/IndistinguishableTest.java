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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * I6: whoever does not have content can't tell, by claims and proofs, whether others have it. In each round every kind of
 * content is asked about once, in a drawn order, so that whatever the machine does besides touches all alike. A kind is
 * compared with unknown content round by round: the median of the differences must lie within the bound with 99 %
 * confidence. Where 200 rounds can't tell that, because the machine does other work, more are added, up to twelve times as many.
 */
@OnTheStack
@Needs(Capability.ENGINES)
@Isolated
class IndistinguishableTest {
    private static final int ROUNDS = 200;
    private static final int MOST_SERIES = 12;
    /** Of a claim's time. */
    private static final double MOST_RATIO = 1.05;
    /** Of a proof, whose answer waits for its moment: 5 % of that would be no bound. */
    private static final double MOST_MILLISECONDS = 5;
    /** Standard deviations on either side that 99 % lie within. */
    private static final double CONFIDENCE = 2.576;

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
        Measure measure = () -> {
            List<Map<Kind, Seen>> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Prober prober = probers.apply(round);
                Map<Kind, Seen> seen = new EnumMap<>(Kind.class);
                for (Kind kind : drawn()) {
                    seen.put(kind, prober.claim(CONTENT_IDS.get(kind)));
                }
                rounds.add(seen);
            }
            return rounds;
        };
        assertAlike(
                "PROVE",
                measure,
                (one, other) -> Math.log(one.nanoseconds() / (double) other.nanoseconds()),
                Math.log(MOST_RATIO));
    }

    /** The answer waits, so that many probers can wait at once; each has an upload for each kind. */
    @Test
    void a_failed_proof_is_answered_alike_and_as_late() {
        Measure measure = () -> {
            List<Map<Kind, Seen>> rounds = Collections.synchronizedList(new ArrayList<>());
            try (ExecutorService threads = Executors.newFixedThreadPool(PROBERS_AT_ONCE)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < PROBERS_AT_ONCE; i++) {
                    int from = i;
                    running.add(threads.submit(() -> prove(rounds, from)));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
            return rounds;
        };
        List<Map<Kind, Seen>> rounds = assertAlike(
                "SEND", measure, (one, other) -> (one.nanoseconds() - other.nanoseconds()) / 1e6, MOST_MILLISECONDS);
        long answerAfter = Long.parseLong(ShortTimings.PARAMETERS.get("ProofAnswerMilliseconds"));
        // the gateway's time has whole milliseconds
        assertThat(rounds)
                .allSatisfy(round -> assertThat(round.values())
                        .allMatch(answer -> answer.nanoseconds() >= (answerAfter - 1) * 1_000_000));
    }

    private static void prove(List<Map<Kind, Seen>> rounds, int from) {
        Map<Kind, Prober> probers = new EnumMap<>(Kind.class);
        Prober first = Prober.signUp(SIZE);
        for (Kind kind : Kind.values()) {
            probers.put(kind, first.withAnotherUpload(SIZE));
        }
        for (int round = from; round < ROUNDS; round += PROBERS_AT_ONCE) {
            Map<Kind, Seen> seen = new EnumMap<>(Kind.class);
            for (Kind kind : drawn()) {
                assertThat(probers.get(kind).claim(CONTENT_IDS.get(kind)).told())
                        .contains("outcome:PROVE");
                seen.put(kind, probers.get(kind).prove());
            }
            rounds.add(seen);
        }
    }

    /** A series of rounds. */
    private interface Measure {
        List<Map<Kind, Seen>> run() throws Exception;
    }

    /**
     * @param outcome what all are to be told
     * @param most the bound of the median difference, on either side
     */
    private static List<Map<Kind, Seen>> assertAlike(
            String outcome, Measure measure, ToDoubleBiFunction<Seen, Seen> difference, double most) {
        List<Map<Kind, Seen>> all = new ArrayList<>();
        List<String> intervals = new ArrayList<>();
        for (int series = 1; series <= MOST_SERIES; series++) {
            List<Map<Kind, Seen>> rounds = run(measure);
            assertThat(rounds).hasSize(ROUNDS);
            assertThat(rounds.stream()
                            .flatMap(round -> round.values().stream())
                            .map(Seen::told)
                            .collect(Collectors.toSet()))
                    .as("status, headers, shape")
                    .hasSize(1)
                    .allMatch(told -> told.startsWith("200 ") && told.contains("outcome:" + outcome));
            all.addAll(rounds);
            Map<Kind, Interval> now = differences(all, difference);
            System.out.println(all.size() + " rounds: " + now);
            if (now.values().stream().allMatch(interval -> interval.isWithin(most))) {
                return all;
            }
            intervals.add(now.toString());
        }
        throw new AssertionError("not shown to differ by less than " + most + ", however many rounds: " + intervals);
    }

    private static Map<Kind, Interval> differences(
            List<Map<Kind, Seen>> rounds, ToDoubleBiFunction<Seen, Seen> difference) {
        Map<Kind, Interval> differences = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.UNKNOWN) {
                differences.put(
                        kind,
                        Interval.ofMedian(rounds.stream()
                                .mapToDouble(
                                        round -> difference.applyAsDouble(round.get(kind), round.get(Kind.UNKNOWN)))
                                .sorted()
                                .toArray()));
            }
        }
        return differences;
    }

    /** Where a median lies. */
    private record Interval(double from, double to) {
        /** By order statistics: how many of {@code sorted} lie below their median is binomial, whatever their distribution. */
        static Interval ofMedian(double[] sorted) {
            double half = CONFIDENCE * Math.sqrt(sorted.length) / 2;
            int from = (int) Math.floor(sorted.length / 2.0 - half);
            int to = (int) Math.ceil(sorted.length / 2.0 + half);
            return new Interval(sorted[from], sorted[Math.min(to, sorted.length - 1)]);
        }

        boolean isWithin(double most) {
            return from > -most && to < most;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4f to %.4f", from, to);
        }
    }

    private static List<Map<Kind, Seen>> run(Measure measure) {
        try {
            return measure.run();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<Kind> drawn() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(kinds);
        return kinds;
    }
}
