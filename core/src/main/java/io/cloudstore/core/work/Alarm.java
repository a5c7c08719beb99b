package io.cloudstore.core.work;

/** Rings when something needs a person; each name has its metric and its alarm. */
public interface Alarm {
    /**
     * Rings.
     *
     * @param name stable, lower case with dashes
     * @param detail ids and numbers only; never a name, a URL or a secret
     */
    void ring(String name, String detail);
}
