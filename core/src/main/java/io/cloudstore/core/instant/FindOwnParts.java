package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Set;

/** Finds parts of content that an account holds. */
public interface FindOwnParts {
    /**
     * For each of the digests at most one part that has it, of LIVE content that a file of the account has, also one in
     * the trash. Content of others is never among it, whatever domain it is in, and never decides on a part that the account
     * doesn't hold. One that very many hold may be missing: what it costs is bounded.
     *
     * @param digests as many as a call may name
     */
    List<OwnPart> ownParts(AccountId owner, Set<Sha256> digests);

    /**
     * A part of stored content.
     *
     * @param n its number there, counted from 1
     */
    record OwnPart(Sha256 sha256, Blob blob, int n) {
        /** Bytes that it has. */
        long length() {
            return blob.plan().lengthOf(n);
        }
    }
}
