package io.cloudstore.gateway.storecheck;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/** What needs time, and what needs everything else to be through. */
final class LastChecks {
    /** Further apart, a URL of 15 minutes is noticeably shorter or longer; at 15 minutes S3 refuses every signature. */
    private static final Duration MOST_APART = Duration.ofSeconds(30);

    static final List<Check> ALL = List.of(
            Check.should(
                    "clock",
                    PutChecks.PUT,
                    "The store's clock and ours are at most " + MOST_APART.toSeconds()
                            + " s apart. URLs begin and end by both.",
                    "Set both clocks by NTP.",
                    LastChecks::clock),
            Check.must(
                    "put-expiry",
                    PutChecks.PUT,
                    "A URL that has ended is refused, and stores nothing. A key is cleaned once its last URL is dead.",
                    "Switch the check of presigned URLs on in the store, and see that its clock is right.",
                    LastChecks::expiry),
            Check.must(
                    "clean",
                    PutChecks.PUT,
                    "Objects and multipart uploads can be removed: ListMultipartUploads, AbortMultipartUpload, DeleteObject. What"
                            + " nobody needs does not pile up.",
                    "See that the worker's keys may delete under staging/, and list and abort multipart uploads in both buckets."
                            + " What was left begins with \"cloudstore check-store\".",
                    LastChecks::clean));

    private LastChecks() {}

    private static void clock(Subject store) throws Broken, Unknowable {
        Duration apart = store.apart();
        if (apart.abs().compareTo(MOST_APART) > 0) {
            throw new Broken("the store's clock is " + apart.abs().toSeconds() + " s "
                    + (apart.isNegative() ? "behind" : "ahead of") + " ours");
        }
    }

    /** How far the clock that a Date header was read from is ahead of {@code now}. */
    static Duration ahead(String date, Instant now) throws Unknowable {
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException none) {
            throw new Unknowable("the store tells no time");
        }
    }

    /** Mostly dead long ago by now. */
    private static void expiry(Subject store) throws Broken, Unknowable, IOException, InterruptedException {
        Expiring late = store.expiring();
        Duration left = store.until(late.dead());
        if (left.isPositive()) {
            Thread.sleep(left);
        }
        Subject.requireRefused("a PUT to a URL that has ended", store.put(late.put(), late.content()));
        store.requireNothing("a PUT to a URL that has ended", late.key());
    }

    private static void clean(Subject store) throws Broken {
        store.made().removeAll();
        if (store.made().isSomethingLeft()) {
            throw new Broken("what was removed is still there");
        }
    }
}
