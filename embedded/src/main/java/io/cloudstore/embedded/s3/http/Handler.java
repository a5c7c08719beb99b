package io.cloudstore.embedded.s3.http;

import java.io.IOException;

/** Does one operation; an S3Failure is the answer too. */
@FunctionalInterface
interface Handler {
    Response handle(Call call) throws IOException;
}
