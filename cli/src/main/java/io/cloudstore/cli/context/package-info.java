/** What every command is given from outside: streams, environment, clock, the options that all share, the session. */
@NullMarked
package io.cloudstore.cli.context;

import org.jspecify.annotations.NullMarked;
