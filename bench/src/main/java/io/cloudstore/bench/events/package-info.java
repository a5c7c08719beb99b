/** What functions are called with, and what their answers say. */
@NullMarked
package io.cloudstore.bench.events;

import org.jspecify.annotations.NullMarked;
