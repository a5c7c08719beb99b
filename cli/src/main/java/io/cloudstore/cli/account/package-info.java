/** {@code signup}, {@code login}, {@code logout}, {@code whoami}. */
@NullMarked
package io.cloudstore.cli.account;

import org.jspecify.annotations.NullMarked;
