package io.cloudstore.client.receipt;

/** A receipt is not to be believed, or keys can't be read; the message says why. */
public final class ReceiptRefusedException extends Exception {
    private final boolean unknownKey;

    private ReceiptRefusedException(String message, boolean unknownKey) {
        super(message);
        this.unknownKey = unknownKey;
    }

    ReceiptRefusedException(String message) {
        this(message, false);
    }

    static ReceiptRefusedException unknownKey(String name) {
        return new ReceiptRefusedException(
                "it is signed with the key " + name + ", which is not among those trusted", true);
    }

    /** Whether it is well formed, and only its key is none of those trusted. */
    public boolean isOfUnknownKey() {
        return unknownKey;
    }
}
