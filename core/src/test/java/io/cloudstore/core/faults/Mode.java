package io.cloudstore.core.faults;

/** What becomes of one call. */
enum Mode {
    /** It fails and has no effect. */
    BEFORE,
    /** It has its effect and the reply is lost. */
    AFTER,
    /** It has its effect, and the reply is given up long after the lease is over. */
    TIMEOUT,
    /** The process dies, with all it knew and with its open transaction. */
    CRASH,
    /** It succeeds, but the process sleeps until others have taken over and done all there was to do. */
    OVERTAKEN
}
