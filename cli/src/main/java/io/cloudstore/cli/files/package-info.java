/** {@code put}, {@code get}, {@code ls}, {@code mkdir}, {@code mv}, {@code rm}, {@code uploads}, {@code abort}. */
@NullMarked
package io.cloudstore.cli.files;

import org.jspecify.annotations.NullMarked;
