package io.cloudstore.core.sweep;

/**
 * Where a walk over a bucket stands: first objects, then multipart uploads.
 *
 * @param listed how many of both this round has seen
 * @param old how many of these no row knows although they are old
 * @param isStopped whether those were too many, so that nothing is deleted until the round is over
 * @param after where the page before ended; empty for the first
 */
record Round(boolean isOfObjects, long listed, long old, boolean isStopped, String after) {
    static final Round FIRST = new Round(true, 0, 0, false, "");

    /** As {@link #toString} wrote it. */
    static Round parse(String text) {
        if (text.isEmpty()) {
            return FIRST;
        }
        String[] words = text.split(" ", 5);
        return new Round(
                words[0].equals("objects"),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                words[3].equals("stopped"),
                words[4]);
    }

    @Override
    public String toString() {
        return equals(FIRST)
                ? ""
                : "%s %d %d %s %s"
                        .formatted(
                                isOfObjects ? "objects" : "multiparts",
                                listed,
                                old,
                                isStopped ? "stopped" : "on",
                                after);
    }

    Round with(long moreListed, long moreOld) {
        return new Round(isOfObjects, listed + moreListed, old + moreOld, isStopped, after);
    }

    Round stopped() {
        return new Round(isOfObjects, listed, old, true, after);
    }

    /** After a page; the first of a new round after the last. */
    Round next(String next) {
        if (next.isEmpty()) {
            return isOfObjects ? new Round(false, listed, old, isStopped, "") : FIRST;
        }
        return new Round(isOfObjects, listed, old, isStopped, next);
    }
}
