@NullMarked
package io.cloudstore.embedded;

import org.jspecify.annotations.NullMarked;
