/**
 * Downloading: into {@code NAME.part} beside the target, with the content id in {@code NAME.part.id}, so that a download
 * that ended early goes on where it stopped if the content is still the same. The target appears only when its content
 * id is right.
 */
@NullMarked
package io.cloudstore.client.download;

import org.jspecify.annotations.NullMarked;
