/** The upload of one large file, and of many small ones, by our client, and of the same bytes by the AWS SDK alone. */
@NullMarked
package io.cloudstore.bench.upload;

import org.jspecify.annotations.NullMarked;
