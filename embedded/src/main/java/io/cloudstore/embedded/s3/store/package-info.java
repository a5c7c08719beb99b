/**
 * Buckets, objects and multipart uploads on disk, for one process at a time.
 *
 * <p>Layout of the data folder:
 *
 * <pre>
 * tmp/                         what is being written; emptied at start
 * buckets/NAME/objects/KEY     one file an object, the key percent-encoded (or hashed when too long):
 *                              the bytes, then a footer that describes them
 * buckets/NAME/parts/ID/       a multipart upload: upload.json, and N.json beside the bytes of each part
 * buckets/NAME/uploads/ID      an empty file as long as that upload is open
 * </pre>
 *
 * <p>An object of a multipart upload is a footer alone that lists the part files, so completing copies nothing. Files
 * are never written again once visible, and become visible by one atomic rename: whatever instant the process is
 * killed at, a reader finds the old object or the new one. What the kill leaves behind (temporary files, parts that no
 * object took) is removed after the next start.
 *
 * <p>{@code fsync} off trusts the operating system to write its page cache: nothing is lost when the process dies, the
 * last seconds may be when the machine does. With it on, an object is on the device before it is acknowledged.
 */
@NullMarked
package io.cloudstore.embedded.s3.store;

import org.jspecify.annotations.NullMarked;
