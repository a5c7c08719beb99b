/**
 * The stacks that the stories run on. A story knows a {@link io.cloudstore.stack.Stack} and nothing of what is behind it:
 * the embedded cloud here, or whatever {@code cloudstore.stack} points at.
 */
package io.cloudstore.stack;
