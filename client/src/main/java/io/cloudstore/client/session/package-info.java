/** Where a client keeps its session between calls, and between runs of a program. */
@NullMarked
package io.cloudstore.client.session;

import org.jspecify.annotations.NullMarked;
