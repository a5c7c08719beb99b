/**
 * What {@code template.yaml} must keep to and neither {@code sam validate} nor its {@code --lint} finds: limits, roles
 * and permissions, queues and dead letters, secrets, logs and alarms.
 *
 * <p>A {@link io.cloudstore.gateway.rules.Rule} has a name and tells what breaks it; a class of rules is a family. Each
 * is asked about the template as it is deployed: with its defaults, and as {@code samconfig.toml} has it for each
 * environment. {@link io.cloudstore.gateway.rules.Mutations} breaks the template on purpose and says which rules tell.
 */
@NullMarked
package io.cloudstore.gateway.rules;

import org.jspecify.annotations.NullMarked;
