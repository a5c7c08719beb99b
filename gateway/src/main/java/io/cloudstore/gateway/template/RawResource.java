package io.cloudstore.gateway.template;

/**
 * A resource as it stands in the file.
 *
 * @param logicalId its name in the template
 * @param type for example {@code AWS::S3::Bucket}
 * @param properties with intrinsics
 */
record RawResource(String logicalId, String type, Value.Mapping properties) {

    /** How refusals call it. */
    String owner() {
        return "Resource " + logicalId + " (" + type + ")";
    }
}
