@NullMarked
package io.cloudstore.functions;

import org.jspecify.annotations.NullMarked;
