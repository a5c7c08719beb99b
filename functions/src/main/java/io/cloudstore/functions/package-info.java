/**
 * The one artifact that is deployed: an adapter for each technology, each seeing only the ports it implements; the mapping
 * of HTTP and queue events; and the composition that wires a function from them.
 */
@NullMarked
package io.cloudstore.functions;

import org.jspecify.annotations.NullMarked;
