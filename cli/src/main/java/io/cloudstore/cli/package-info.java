@NullMarked
package io.cloudstore.cli;

import org.jspecify.annotations.NullMarked;
