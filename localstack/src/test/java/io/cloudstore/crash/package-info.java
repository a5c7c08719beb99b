/**
 * White-box crash tests of the embedded cloud: the whole stack is killed at random moments, again and again, and what it
 * acknowledged must be there.
 */
package io.cloudstore.crash;
