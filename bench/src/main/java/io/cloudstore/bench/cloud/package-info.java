/** The embedded cloud that is measured against, in a folder that is deleted afterwards. */
@NullMarked
package io.cloudstore.bench.cloud;

import org.jspecify.annotations.NullMarked;
