/**
 * Tests that look behind the HTTP API of the embedded cloud: they kill it, empty its cache, and ask its store and its
 * database what is really there.
 */
package io.cloudstore.whitebox;
