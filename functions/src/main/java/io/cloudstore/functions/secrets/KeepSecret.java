package io.cloudstore.functions.secrets;

/** Reads a secret where it is kept, and puts a new one there. */
interface KeepSecret extends AutoCloseable {
    /**
     * The value now.
     *
     * @throws SecretUnavailable if there is none, or it can't be read
     */
    String read(String reference);

    /**
     * Writes a value where there is none; what is there stays.
     *
     * @throws SecretUnavailable if it can't be written, or nothing is ever written to that kind of reference
     */
    void make(String reference, String value);

    /**
     * Writes a value, also over one that is there.
     *
     * @throws SecretUnavailable as for {@link #make}
     */
    void replace(String reference, String value);

    /** Ends the connections that were opened. */
    @Override
    void close();
}
