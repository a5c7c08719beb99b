package io.cloudstore.client.download;

import java.io.IOException;

/** What came from the store is not what the file's content id says. Nothing was kept of it. */
public final class ContentDiffersException extends IOException {
    ContentDiffersException(String name, String expected, String found) {
        super(name + " arrived damaged: its content id is " + found + " instead of " + expected);
    }
}
