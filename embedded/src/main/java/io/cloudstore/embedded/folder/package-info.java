/**
 * The data folder: everything that an embedded cloud keeps, in one place that can be copied, moved and thrown away.
 *
 * <pre>
 * version    the layout's number; another number is refused
 * lock       held by the owner while it lives (an operating system lock, so a killed owner frees it); names its process
 * ports      the five ports, the same after every restart
 * engines    the processes that the owner started, by identity; what is left of a killed owner is ended from it
 * mysql redis s3 sqs   what each engine stores
 * secrets    passwords and keys, made up at the first start; 0600 in a 0700 folder
 * log        what the engines say, one file each
 * </pre>
 *
 * Beside it, the engines' programs are unpacked once into the user's cache folder ({@link
 * io.cloudstore.embedded.folder.EnginePrograms}), because they are large and never change.
 */
@NullMarked
package io.cloudstore.embedded.folder;

import org.jspecify.annotations.NullMarked;
