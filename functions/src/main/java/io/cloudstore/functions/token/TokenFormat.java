package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEObjectType;

/** What issuing and reading access tokens agree on. */
final class TokenFormat {
    /** The explicit type (RFC 8725, section 3.11; RFC 9068, section 2.1). */
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    static final String ISSUER = "cloudstore";
    static final String AUDIENCE = "cloudstore";
    static final String SESSION = "sid";

    private TokenFormat() {}
}
