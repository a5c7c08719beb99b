package io.cloudstore.functions.http;

/** Answers the calls of one method of one resource. */
@FunctionalInterface
interface Route {
    Answer answer(Call call);
}
