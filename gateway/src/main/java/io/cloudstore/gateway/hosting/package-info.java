/**
 * A cloud's start, whoever runs its engines: {@link io.cloudstore.gateway.hosting.Hosting} brings the schema up to date and
 * the gateway to where it answers, {@link io.cloudstore.gateway.serve.ServedCloud} does that with engines that somebody
 * else runs. A start that fails is told as a sentence for people, {@link io.cloudstore.gateway.hosting.CannotStart}.
 */
@NullMarked
package io.cloudstore.gateway.hosting;

import org.jspecify.annotations.NullMarked;
