@NullMarked
package io.cloudstore.localstack;

import org.jspecify.annotations.NullMarked;
