package io.cloudstore.embedded.s3.sign;

/** For which day ({@code yyyyMMdd}) and region a signature counts; the service is always S3. */
record CredentialScope(String date, String region) {
    static final String SERVICE = "s3";
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return String.join("/", date, region, SERVICE, TERMINATOR);
    }
}
