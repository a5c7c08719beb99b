package io.cloudstore.client.drive;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A path in the drive: names from the root down, in Unicode's NFC form as the service keeps them (a Mac's file system
 * gives other forms).
 *
 * @param names the names; none for the root
 */
public record RemotePath(List<String> names) {
    /** The root folder. */
    public static final RemotePath ROOT = new RemotePath(List.of());

    public RemotePath {
        names = List.copyOf(names);
    }

    /** The path written as {@code text}; the slash in front may be left out, doubled and last slashes don't count. */
    public static RemotePath parse(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(normal(name));
            }
        }
        return new RemotePath(names);
    }

    /** A name as the service keeps it. */
    public static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** What is called {@code name} in this folder. */
    public RemotePath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(normal(name));
        return new RemotePath(longer);
    }

    /** Whether this is the root folder. */
    public boolean isRoot() {
        return names.isEmpty();
    }

    /**
     * The folder that this is in.
     *
     * @throws IllegalStateException for the root
     */
    public RemotePath parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root is in no folder");
        }
        return new RemotePath(names.subList(0, names.size() - 1));
    }

    /**
     * The last name.
     *
     * @throws java.util.NoSuchElementException for the root
     */
    public String name() {
        return names.getLast();
    }

    /** Written with slashes, beginning with one. */
    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
