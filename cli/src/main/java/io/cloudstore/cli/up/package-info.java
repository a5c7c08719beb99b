/** {@code up}: the whole cloud on this machine, and the walk that shows it at its first start. */
@NullMarked
package io.cloudstore.cli.up;

import org.jspecify.annotations.NullMarked;
