package io.cloudstore.gateway.storecheck;

/**
 * What one check found.
 *
 * @param name the check's name, in lower case with dashes
 * @param means what the rule is, and what stands on it
 * @param seen what the store did instead, or why nothing was tried; empty when it keeps the rule
 * @param change what to change; empty when nothing is to be
 */
public record Finding(String name, Weight weight, Verdict verdict, String means, String seen, String change) {}
