/**
 * What people see: folders, files and their versions, names, and the way to download. A file never shows half an upload.
 */
@NullMarked
package io.cloudstore.core.drive;

import org.jspecify.annotations.NullMarked;
