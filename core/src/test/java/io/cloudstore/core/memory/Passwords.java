package io.cloudstore.core.memory;

import io.cloudstore.core.account.HashPassword;
import io.cloudstore.core.account.KnowPasswords;
import java.util.ArrayList;
import java.util.List;

/** Passwords hashed in a way that a test can see through; today's parameters are version 2. */
public final class Passwords implements HashPassword, KnowPasswords {
    /** A password that everybody knows. */
    public static final String COMMON = "password12345";

    private static final String TODAY = "v2:";

    private final List<String> compared = new ArrayList<>();

    /** A hash made with yesterday's parameters. */
    public static String outdated(String password) {
        return "v1:" + password;
    }

    /** Hashes that passwords were compared with, the first first. */
    public List<String> compared() {
        return List.copyOf(compared);
    }

    @Override
    public String hash(String password) {
        return TODAY + password;
    }

    @Override
    public boolean matches(String password, String hash) {
        compared.add(hash);
        return hash.substring(TODAY.length()).equals(password);
    }

    @Override
    public boolean isOutdated(String hash) {
        return !hash.startsWith(TODAY);
    }

    @Override
    public boolean isCommon(String password) {
        return password.equals(COMMON);
    }
}
