package io.cloudstore.gateway.storecheck;

/** A rule was seen broken; the message says what the store did. */
final class Broken extends Exception {
    Broken(String seen) {
        super(seen, null, false, false);
    }
}
