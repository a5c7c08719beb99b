package io.cloudstore.core.account;

import java.util.Optional;

/** Keeps accounts. */
public interface StoreAccount {
    /** Adds an account, with its root folder; false when its name, ignoring case, is taken. */
    boolean insert(Account account, String passwordHash);

    /** The account of that id. */
    Optional<Account> find(AccountId id);

    /** Id and password hash of the account of that name, ignoring case. */
    Optional<Credentials> credentials(String name);

    /** Replaces the password's hash, when its parameters have grown old. */
    void rehash(AccountId id, String passwordHash);

    /** What sign-in compares. */
    record Credentials(AccountId id, String passwordHash) {}
}
