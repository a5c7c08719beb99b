package io.cloudstore.core.account;

/** The first statement of every transaction that writes for an account. */
public interface LockAccount {
    /** Raises the account's write sequence, which locks its row until the transaction ends. */
    void lock(AccountId id);
}
