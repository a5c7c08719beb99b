/** Folders and files by path and by id: looking, making, moving, deleting. The bytes travel elsewhere. */
@NullMarked
package io.cloudstore.client.drive;

import org.jspecify.annotations.NullMarked;
