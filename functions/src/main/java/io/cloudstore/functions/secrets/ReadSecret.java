package io.cloudstore.functions.secrets;

/** Reads a secret where it is kept. */
interface ReadSecret {
    /**
     * The value now.
     *
     * @throws SecretUnavailable if there is none, or it can't be read
     */
    String read(String reference);
}
