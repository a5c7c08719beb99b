package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import java.util.UUID;

/** Names a folder. */
public record FolderId(UUID value) {
    /** The account's root folder: its id is the account's own. */
    public static FolderId rootOf(AccountId account) {
        return new FolderId(account.value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
