/** Presigned URLs: ours beside those of the AWS SDK's presigner, and beside the hashing that a signature can't do without. */
@NullMarked
package io.cloudstore.bench.sign;

import org.jspecify.annotations.NullMarked;
