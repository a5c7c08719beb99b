package io.cloudstore.embedded.s3.sign;

import io.cloudstore.embedded.s3.access.Identity;

/** A verified request: whose it is and how its body has to be read. */
public record Authenticated(Identity identity, Payload payload) {}
