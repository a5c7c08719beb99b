/**
 * The command line: {@link io.cloudstore.cli.Main} puts the commands together. Rooms: {@code account} (who one is),
 * {@code files} (what one has), {@code up} (the whole cloud on this machine), {@code terminal} (what is shown) and
 * {@code context} (what every command is given). Only {@code up} touches the server's classes, so that the other
 * commands start quickly.
 */
@NullMarked
package io.cloudstore.cli;

import org.jspecify.annotations.NullMarked;
