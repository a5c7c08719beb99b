package io.cloudstore.functions.http;

import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.Batch.Result;
import io.cloudstore.protocol.wire.Batch.Results;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The items of one batch call, and an answer for each: what the single route would have answered. One that fails, fails
 * alone.
 *
 * @param function whose log tells of failures
 */
record Batches(String function, String requestId) {
    /**
     * The items, if there are as many as there may be.
     *
     * @throws ProblemException invalid-request
     */
    static <T> List<T> items(@Nullable List<T> sent) {
        List<T> items = Fields.required("uploads", sent);
        if (items.isEmpty() || items.size() > Batch.MOST_ITEMS) {
            throw ProblemException.field("uploads", "must hold 1 to " + Batch.MOST_ITEMS);
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> Fields.required("uploads[" + i + "]", items.get(i)))
                .toList();
    }

    /**
     * Returns if the URLs for all these parts fit into one answer.
     *
     * @throws ProblemException invalid-request
     */
    static void requireFewParts(Stream<? extends @Nullable List<PartDigest>> parts) {
        int all = parts.mapToInt(some -> some == null ? 0 : some.size()).sum();
        if (all > SignPartsRequest.MOST_PARTS) {
            throw ProblemException.field(
                    "uploads", "must hold at most " + SignPartsRequest.MOST_PARTS + " parts in all");
        }
    }

    /**
     * Reads every item, has those that can be read worked at together, and answers each.
     *
     * @param read what an item asks for; a refusal is the item's answer
     * @param work what came of each, in their order
     * @param answer the answer to an item by what came of it; a refusal, or a failure, is the item's answer
     */
    <I, W, O> Answer answer(
            List<I> items,
            Function<I, W> read,
            Function<List<W>, List<O>> work,
            BiFunction<W, O, Answer> answer,
            FewAtATime fewAtATime) {
        List<W> wanted = new ArrayList<>();
        List<O> outcomes = new ArrayList<>();
        List<Supplier<Answer>> routes = new ArrayList<>();
        for (I item : items) {
            try {
                W each = read.apply(item);
                int place = wanted.size();
                wanted.add(each);
                routes.add(() -> answer.apply(each, outcomes.get(place)));
            } catch (ProblemException refusal) {
                routes.add(() -> {
                    throw refusal;
                });
            }
        }
        if (!wanted.isEmpty()) {
            outcomes.addAll(work.apply(wanted));
        }
        return Answer.ok(new Results<>(fewAtATime.map(routes, this::result)));
    }

    private Result<Object> result(Supplier<Answer> route) {
        try {
            Answer answer = route.get();
            return new Result<>(answer.status(), answer.body(), null);
        } catch (RuntimeException failure) {
            ProblemException refusal = Refusals.of(failure, function, requestId);
            return new Result<>(refusal.code().status(), null, Problem.of(refusal, requestId));
        }
    }
}
