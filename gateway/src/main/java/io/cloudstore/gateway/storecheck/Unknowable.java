package io.cloudstore.gateway.storecheck;

/** Nothing can be said about a rule; the message says why. */
final class Unknowable extends Exception {
    Unknowable(String why) {
        super(why, null, false, false);
    }
}
