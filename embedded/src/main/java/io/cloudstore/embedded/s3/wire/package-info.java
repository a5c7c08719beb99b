/** What S3 says on the wire, free of any server: requests, errors, XML documents, URI encoding and byte ranges. */
@NullMarked
package io.cloudstore.embedded.s3.wire;

import org.jspecify.annotations.NullMarked;
