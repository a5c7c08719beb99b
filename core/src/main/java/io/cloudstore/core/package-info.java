@NullMarked
package io.cloudstore.core;

import org.jspecify.annotations.NullMarked;
