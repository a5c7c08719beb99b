package io.cloudstore.embedded.s3.store;

import java.io.IOException;

/** Who must hear of new objects; told before an object is visible, so that a kill in between loses nothing. */
public interface Announcements {
    /** Notes down durably that the object is about to become visible. */
    Announcement prepare(String bucket, StoredObject object, Creation creation) throws IOException;

    /** One noted object; exactly one of the two is called, or none when the process dies. */
    interface Announcement {
        /** The object is visible: announce it. */
        void visible();

        /** The object did not become visible: forget it. */
        void withdrawn();
    }
}
