package io.cloudstore.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The call-boundary sweep (docs: faults). The table of all sites, modes and outcomes is left in
 * {@code target/call-boundaries.md}. More pairs with {@code -Dcloudstore.fault.pairs=N}, others with
 * {@code -Dcloudstore.seed=N}.
 */
class CallBoundaryTest {
    private static final List<Mode> MODES = List.of(Mode.values());
    private static final int PAIRS = Integer.getInteger("cloudstore.fault.pairs", 400);
    private static final long SEED = Long.getLong("cloudstore.seed", 20260301);

    @Test
    void whatever_call_fails_in_whatever_way_all_ends_well() throws IOException {
        List<String> table = new ArrayList<>(
                List.of("| handler | call | site | mode | caller saw | left over |", "|---|---|---|---|---|---|"));
        for (Handler handler : Handler.ALL) {
            List<String> calls = Run.calls(handler);
            for (int call = 0; call < calls.size(); call++) {
                for (Mode mode : MODES) {
                    String where = handler.name() + " | " + call + " | " + calls.get(call) + " | " + mode;
                    table.add("| " + where + " | " + outcome(handler, where, Map.of(call, mode), Map.of()) + " |");
                }
            }
        }
        Files.write(Path.of("target", "call-boundaries.md"), table);
        assertThat(table).hasSizeGreaterThan(500);
    }

    @Test
    void whatever_two_calls_fail_all_ends_well() {
        var random = new Random(SEED);
        Map<Handler, List<String>> calls = new HashMap<>();
        for (int i = 0; i < PAIRS; i++) {
            Handler handler = Handler.ALL.get(random.nextInt(Handler.ALL.size()));
            int count = calls.computeIfAbsent(handler, Run::calls).size();
            Map<Integer, Mode> first = new HashMap<>(Map.of(random.nextInt(count), mode(random)));
            Map<Integer, Mode> second = new HashMap<>();
            (random.nextBoolean() ? first : second).put(random.nextInt(count), mode(random));
            outcome(
                    handler,
                    "seed " + SEED + ", pair " + i + ": " + handler.name() + " " + first + second,
                    first,
                    second);
        }
    }

    /** F31. */
    @Test
    void a_transaction_that_runs_twice_has_the_effect_of_one() {
        assertThat(Handler.ALL).allSatisfy(handler -> new Run(handler).withVictims());
    }

    private static Mode mode(Random random) {
        return MODES.get(random.nextInt(MODES.size()));
    }

    private static String outcome(Handler handler, String where, Map<Integer, Mode> first, Map<Integer, Mode> second) {
        try {
            return new Run(handler).toTheEnd(first, second);
        } catch (AssertionError | RuntimeException failure) {
            return fail(where, failure);
        }
    }
}
