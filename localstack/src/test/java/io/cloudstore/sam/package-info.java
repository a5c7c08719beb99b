/**
 * The functions as the SAM CLI runs them, in Lambda's own image, on the engines of compose.yaml: each function with its
 * event, the API with its authorizer, and Lambda's own interface.
 *
 * <p>These tests need the SAM CLI ({@code CLOUDSTORE_SAM}, else {@code sam} on the PATH), Docker and the engines
 * ({@code localstack/engines/up}), and run when asked for: {@code -DexcludedGroups=none -Dgroups=sam}. They use buckets,
 * queues and a database of their own. Where one of the three is missing they say so and are skipped, or fail if the
 * environment has {@code CI=true}.
 */
package io.cloudstore.sam;
