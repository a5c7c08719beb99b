/** What a person is shown: sizes and times in words, progress with speed and time left, failures with advice. */
@NullMarked
package io.cloudstore.cli.terminal;

import org.jspecify.annotations.NullMarked;
