package io.cloudstore.core.receipt;

import io.cloudstore.protocol.wire.KeySetView;

/** Tells the public keys of receipts. */
public interface PublishKeys {
    /** Every key that a receipt was or is signed with. */
    KeySetView publicKeys();
}
