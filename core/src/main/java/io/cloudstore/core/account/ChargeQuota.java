package io.cloudstore.core.account;

/** Accounts bytes, by conditional updates inside the caller's transaction. */
public interface ChargeQuota {
    /** Sets {@code bytes} aside; false, and nothing changes, when used and reserved would exceed the quota. */
    boolean reserve(AccountId id, long bytes);

    /** Gives back what was set aside. */
    void release(AccountId id, long bytes);

    /** Turns what was set aside into used. */
    void use(AccountId id, long bytes);

    /** Gives back what was used: in the transaction that drops the versions it was used for. */
    void giveBack(AccountId id, long bytes);
}
