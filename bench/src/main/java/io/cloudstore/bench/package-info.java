@NullMarked
package io.cloudstore.bench;

import org.jspecify.annotations.NullMarked;
