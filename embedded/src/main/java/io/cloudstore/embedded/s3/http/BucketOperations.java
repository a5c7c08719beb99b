package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.Xml;
import java.io.IOException;
import java.util.regex.Pattern;

/** ListBuckets, CreateBucket, HeadBucket and GetBucketLocation. */
final class BucketOperations {
    /** 3 to 63 letters, digits, dots and hyphens; begins and ends with a letter or digit. */
    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final String region;

    BucketOperations(String region) {
        this.region = region;
    }

    /** Fails with InvalidBucketName, before a name ever becomes a folder. */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new S3Failure(S3Error.INVALID_BUCKET_NAME).with("BucketName", name);
        }
    }

    static Response list(Call call) throws IOException {
        Call.requireAllowed(call.identity().mayOnBucket("s3:ListAllMyBuckets", "*"));
        String prefix = call.request().query("prefix").orElse("");
        Xml result = Xml.document("ListAllMyBucketsResult");
        result.start("Owner").element("ID", "cloudstore").end();
        result.start("Buckets");
        for (Bucket bucket : call.store().buckets()) {
            if (bucket.name().startsWith(prefix)) {
                result.start("Bucket")
                        .element("Name", bucket.name())
                        .element("CreationDate", bucket.created().toString())
                        .end();
            }
        }
        return Response.xml(result);
    }

    static Response create(Call call) throws IOException {
        String name = call.request().bucket();
        Call.requireAllowed(call.identity().mayOnBucket("s3:CreateBucket", name));
        requireName(name);
        if (!call.store().create(name)) {
            throw new S3Failure(S3Error.BUCKET_OWNED).with("BucketName", name);
        }
        return Response.of(200).header("Location", "/" + name);
    }

    Response head(Call call) {
        call.bucketFor("s3:ListBucket");
        return Response.of(200).header("x-amz-bucket-region", region);
    }

    Response location(Call call) {
        call.bucketFor("s3:GetBucketLocation");
        // The oldest region has no name here.
        return Response.xml(
                region.equals("us-east-1")
                        ? Xml.document("LocationConstraint")
                        : Xml.document("LocationConstraint").text(region));
    }
}
