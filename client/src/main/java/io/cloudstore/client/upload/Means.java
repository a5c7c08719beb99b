package io.cloudstore.client.upload;

/** By what means the store came to hold a part. */
enum Means {
    /** It was sent now. */
    SENT,
    /** An earlier attempt had sent it. */
    HELD,
    /** The store copied it from other content of the account. */
    COPIED
}
