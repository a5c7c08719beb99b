package io.cloudstore.functions.secrets;

/** Reads a secret where it is kept. */
interface ReadSecret extends AutoCloseable {
    /**
     * The value now.
     *
     * @throws SecretUnavailable if there is none, or it can't be read
     */
    String read(String reference);

    /** Ends the connections that reading has opened. */
    @Override
    void close();
}
