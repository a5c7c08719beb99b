package io.cloudstore.bench.localstack;

import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.bench.lambda.Archive;
import io.cloudstore.bench.lambda.Call;
import io.cloudstore.bench.lambda.CallRounds;
import io.cloudstore.bench.lambda.PlainHandler;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * The functions on LocalStack's Lambdas beside a plain handler, in turns.
 *
 * @param stack what is measured
 * @param folder for archives of code; the bench's own
 * @param rounds how often
 * @param progress is told what goes on
 */
public record LocalStackBench(DeployedStack stack, Path folder, int rounds, Consumer<String> progress) {
    private static final String OURS = "ours.zip";
    private static final String PLAIN = "plain.zip";
    private static final String COPY = "copy.zip";

    /** Measures. */
    public List<Section> run() throws IOException, InterruptedException {
        store(stack.localStack());
        List<Section> sections = new ArrayList<>(calls(stack.localStack(), stack.events()));
        progress.accept("S3 → transferred");
        Transfers transfers = new Transfers(
                stack.localStack(), stack.events(), stack.account().client().uploads());
        sections.add(transferred(transfers.run(COPY, rounds)));
        return sections;
    }

    private void store(LocalStack localStack) throws IOException {
        Path jars = stack.engines().root().resolve("functions/target/lambda/lib");
        Archive.ofFunctions(folder.resolve(OURS), jars);
        Archive.ofPlainHandler(folder.resolve(PLAIN));
        Archive.ofPlainCopy(folder.resolve(COPY), jars);
        for (String archive : List.of(OURS, PLAIN, COPY)) {
            localStack.store(folder.resolve(archive));
        }
    }

    private List<Section> calls(LocalStack localStack, SampleEvents events) throws IOException {
        List<Comparison> first = new ArrayList<>();
        List<Comparison> later = new ArrayList<>();
        for (Call call : Call.MEASURED) {
            progress.accept("on LocalStack: " + call);
            String event = events.json(call.event());
            FunctionConfiguration deployed = localStack.deployed(call.function());
            CallRounds calls = new CallRounds(Series::median);
            for (int round = 0; round < rounds; round++) {
                try (FreshFunction ours = FreshFunction.create(localStack, deployed, deployed.handler(), OURS);
                        FreshFunction plain =
                                FreshFunction.create(localStack, deployed, PlainHandler.class.getName(), PLAIN)) {
                    calls.round(
                            () -> localStack.lambda().invoke(ours.name(), event),
                            () -> localStack.lambda().invoke(plain.name(), event));
                }
            }
            first.add(calls.first(call.toString()));
            later.add(calls.later(call.toString()));
        }
        return List.of(first(first), later(later));
    }

    private static Section first(List<Comparison> rows) {
        return new Section(
                "Cold start on LocalStack's Lambdas",
                List.of(
                        "The first call of a function that was just made, by the AWS SDK's Invoke: LocalStack starts a"
                                + " container, copies the code into it, and the runtime makes the handler.",
                        "Ours: the code and environment of the deployed stack, MySQL 9 and Redis 7 behind it. Plain: a"
                                + " RequestStreamHandler without any library, of the same memory. LocalStack takes no snapshots."),
                "ours",
                "plain handler",
                rows);
    }

    private static Section later(List<Comparison> rows) {
        return new Section(
                "Warm call on LocalStack's Lambdas",
                List.of("Later calls of the same environments, in turns; a round's value is the median of "
                        + CallRounds.LATER + "."),
                "ours",
                "plain handler",
                rows);
    }

    private static Section transferred(Comparison row) {
        return new Section(
                "From S3 to its place, on LocalStack",
                List.of(
                        "From the store's 200 to a presigned PUT of five bytes until the file's row says that it is stored:"
                                + " event, queue, the transfer function, which finishes the merge, copies and compares. The API is"
                                + " asked every " + Transfers.MILLIS_BETWEEN_LOOKS + " ms, through the authorizer.",
                        "Plain: the same trigger, and a function that copies the object; the store is asked as often. Both warm; a"
                                + " round's value is the median of " + Transfers.FILES + "."),
                "ours",
                "plain copy",
                List.of(row));
    }
}
