/** Signing up, in and out, and what the service knows of the person. */
@NullMarked
package io.cloudstore.client.account;

import org.jspecify.annotations.NullMarked;
