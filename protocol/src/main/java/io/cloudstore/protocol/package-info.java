@NullMarked
package io.cloudstore.protocol;

import org.jspecify.annotations.NullMarked;
