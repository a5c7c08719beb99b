package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.FileView;

/** What the caller knows of the name's place in the folder; saves a look-up a file when whole folders go up. */
public sealed interface Existing {
    /** The caller hasn't looked. */
    record Unknown() implements Existing {}

    /** The caller has looked, and there is no file of that name. */
    record Absent() implements Existing {}

    /** The caller has looked, and this file is there. */
    record Present(FileView file) implements Existing {}
}
