/**
 * Who may call, and how often: what an access token proves, whether its session still lives, and the limit of calls.
 */
@NullMarked
package io.cloudstore.core.admission;

import org.jspecify.annotations.NullMarked;
