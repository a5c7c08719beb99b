/** {@code cloudstore serve}: gateway and functions alone, before engines that somebody else runs. */
@NullMarked
package io.cloudstore.cli.serve;

import org.jspecify.annotations.NullMarked;
