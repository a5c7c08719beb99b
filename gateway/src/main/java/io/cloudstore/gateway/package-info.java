@NullMarked
package io.cloudstore.gateway;

import org.jspecify.annotations.NullMarked;
