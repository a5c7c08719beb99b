@NullMarked
package io.cloudstore.client;

import org.jspecify.annotations.NullMarked;
