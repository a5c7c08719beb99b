/**
 * Reads {@code template.yaml}, the one description of the cloud, into the immutable model of this package.
 *
 * <p>The list of resource types, properties and intrinsics that it understands is closed: each is acted on or
 * knowingly ignored, and any other refuses the start with a sentence that names resource and property. Whoever reads
 * the model (the gateway, the embedded engines) never meets an intrinsic or a parameter: all values are resolved.
 */
@NullMarked
package io.cloudstore.gateway.template;

import org.jspecify.annotations.NullMarked;
