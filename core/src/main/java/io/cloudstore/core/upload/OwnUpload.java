package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.protocol.problem.ProblemException;

/** Another's upload is like one that never was, for every call. */
public final class OwnUpload {
    private OwnUpload() {}

    /**
     * The account's upload of that id.
     *
     * @throws ProblemException not-found
     */
    public static Upload of(FindUpload find, AccountId account, UploadId id) {
        return find.find(id).filter(upload -> upload.account().equals(account)).orElseThrow(ProblemException::notFound);
    }
}
