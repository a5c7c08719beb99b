/** The functions in a container image of their own, where an AOT cache has its place. */
@NullMarked
package io.cloudstore.bench.image;

import org.jspecify.annotations.NullMarked;
