/** The cold start of each function as Lambda has it: a process, a handler made, a first event answered. */
@NullMarked
package io.cloudstore.bench.cold;

import org.jspecify.annotations.NullMarked;
