package io.cloudstore.embedded.s3.sign;

/** For which day ({@code yyyyMMdd}), region and service a signature counts. */
record CredentialScope(String date, String region, String service) {
    static final String S3 = "s3";
    static final String STS = "sts";
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return String.join("/", date, region, service, TERMINATOR);
    }
}
