package io.cloudstore.core.account;

/** Knows the passwords that attackers try first. */
public interface KnowPasswords {
    /** Whether {@code password} is among the commonest. */
    boolean isCommon(String password);
}
