/**
 * The checksums of S3: five algorithms, verified while the bytes pass, of a whole object or composed of its parts'
 * (<a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking object
 * integrity</a>).
 */
@NullMarked
package io.cloudstore.embedded.s3.checksum;

import org.jspecify.annotations.NullMarked;
