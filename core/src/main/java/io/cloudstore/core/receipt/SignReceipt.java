package io.cloudstore.core.receipt;

import io.cloudstore.protocol.wire.ReceiptClaims;

/** Signs receipts. */
public interface SignReceipt {
    /** The claims as a compact JWS (RFC 7515), signed with the key in force. */
    String sign(ReceiptClaims claims);
}
