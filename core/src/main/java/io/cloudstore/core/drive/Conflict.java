package io.cloudstore.core.drive;

/** What happens when the folder already holds an entry of that name. */
public enum Conflict {
    /** The call is refused. */
    FAIL,
    /** The new file gets another name: {@code report (2).pdf}. */
    RENAME,
    /** The new content becomes the next version of the file; a folder of that name refuses. */
    REPLACE
}
