/**
 * Every call of every port fails once, in every way a call can fail, at every place where a use case makes it; and two do.
 * Then the platform does what it does (clients and queues repeat, the sweep beats, time passes), and what must hold holds.
 */
@NullMarked
package io.cloudstore.core.faults;

import org.jspecify.annotations.NullMarked;
