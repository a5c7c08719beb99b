/** Integrity receipts on the command line: getting one, and checking a file against one offline. */
@NullMarked
package io.cloudstore.cli.receipt;

import org.jspecify.annotations.NullMarked;
