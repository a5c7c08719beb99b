package io.cloudstore.bench.cold;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Jvm;
import io.cloudstore.bench.process.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts handlers in processes of their own.
 *
 * @param classPath the class path of all of them, jars only, as an AOT cache takes no folders
 */
record Starts(String classPath) {
    /**
     * What one start came to.
     *
     * @param seconds to the answer
     * @param answer in few words
     */
    record Start(double seconds, String answer) {}

    /** From the start of the process to the answer. */
    Start cold(Subject subject, String... flags) throws IOException {
        List<String> command = command(subject, FirstAnswer.class, flags);
        Stopwatch watch = Stopwatch.start();
        try (Child child = Child.start(command, subject.environment())) {
            String answer = child.await(FirstAnswer.ANSWER);
            return new Start(watch.seconds(), Answer.inShort(answer));
        }
    }

    /** The same with an AOT cache of the handler's own. */
    Start cached(Subject subject, Path cache) throws IOException {
        // Refused, not done without: a run without the cache would be measured as one with it.
        return cold(subject, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    /** Runs the handler once for Java to learn what it loads, and to write that into the file (JEP 514). */
    void train(Subject subject, Path cache) throws IOException, InterruptedException {
        List<String> command = command(subject, FirstAnswer.class, "-XX:AOTCacheOutput=" + cache);
        try (Child child = Child.start(command, subject.environment())) {
            child.await(FirstAnswer.ANSWER);
            child.awaitEnd();
        }
    }

    /** From the moment that a snapshot would be restored to the answer. */
    Start restored(Subject subject, String hooks) throws IOException {
        List<String> command = command(subject, RestoredAnswer.class, RestoredAnswer.CONTEXT);
        command.add(hooks);
        try (Child child = Child.start(command, subject.environment())) {
            double seconds = Double.parseDouble(child.await(Stopwatch.TOOK));
            return new Start(seconds, Answer.inShort(child.await(FirstAnswer.ANSWER)));
        }
    }

    private List<String> command(Subject subject, Class<?> main, String... flags) {
        List<String> all = new ArrayList<>(Jvm.LAMBDA);
        all.addAll(List.of(flags));
        return new Jvm(all, classPath)
                .command(main, subject.handler(), subject.event().toString());
    }
}
