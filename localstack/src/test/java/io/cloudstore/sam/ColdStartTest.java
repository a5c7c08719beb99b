package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How long sign-upload takes beside the smallest function, in turns, on the same image: the first call of a container,
 * which is made for it, and later ones. The figures go to {@code target/sam/cold-start.md}; they are the machine's, their
 * ratios ours.
 */
@OnSam
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColdStartTest {
    private static final int ROUNDS = 3;
    private static final int WARM_CALLS = 10;

    private final List<Double> ourCold = new ArrayList<>();
    private final List<Double> plainCold = new ArrayList<>();
    private final List<Double> ourWarm = new ArrayList<>();
    private final List<Double> plainWarm = new ArrayList<>();
    private SampleEvent open;

    @BeforeAll
    void sign_in() {
        SamCloud cloud = SamCloud.started();
        cloud.migrated();
        open = new Visitor(cloud, "measuring.owner").event("sign-upload-open");
    }

    @Test
    void sign_upload_beside_the_smallest_function() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (Lambda ours = Lambda.at(SamCloud.started().start("start-lambda"));
                    Lambda plain = Lambda.at(PlainFunction.start())) {
                ourCold.add(milliseconds(ours, "SignUploadFunction"));
                plainCold.add(milliseconds(plain, PlainFunction.NAME));
                for (int call = 0; call < WARM_CALLS; call++) {
                    ourWarm.add(milliseconds(ours, "SignUploadFunction"));
                    plainWarm.add(milliseconds(plain, PlainFunction.NAME));
                }
            }
        }

        String table = "sam local start-lambda, called by the AWS SDK; medians of " + ROUNDS + " rounds.\n\n"
                + "| | sign-upload | smallest function | ratio |\n|---|---|---|---|\n"
                + row("first call, container made for it", ourCold, plainCold)
                + row("later calls", ourWarm, plainWarm);
        Files.writeString(Command.SCRATCH.resolve("cold-start.md"), table);
        System.out.println(table);
    }

    private double milliseconds(Lambda lambda, String function) {
        long start = System.nanoTime();
        int status = lambda.invoke(function, open).path("statusCode").asInt();
        double passed = (System.nanoTime() - start) / 1e6;
        assertThat(status).isEqualTo(201);
        return passed;
    }

    private static String row(String what, List<Double> ours, List<Double> plain) {
        double our = median(ours);
        double other = median(plain);
        return String.format(Locale.ROOT, "| %s | %.0f ms | %.0f ms | %.2f |%n", what, our, other, our / other);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
