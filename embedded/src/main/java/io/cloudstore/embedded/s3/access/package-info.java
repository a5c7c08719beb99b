/**
 * Who may do what: key pairs with the S3 actions and resources that they are allowed, nothing else being allowed, and roles,
 * whose sessions may do so for a while.
 */
@NullMarked
package io.cloudstore.embedded.s3.access;

import org.jspecify.annotations.NullMarked;
