/**
 * Secrets by reference: {@code file:/path}, {@code ssm:name} (Parameter Store, decrypted), {@code secret:arn} (Secrets
 * Manager, its string), {@code plain:value} (tests only: such a value stands in the environment for all to read).
 *
 * <p>Permissions, for exactly the names a function's settings refer to: read of the file; {@code ssm:GetParameter} and
 * {@code kms:Decrypt}; {@code secretsmanager:GetSecretValue} and {@code kms:Decrypt}. The deployment, and nobody else, also
 * writes: what is missing, and, when it is asked to rotate a key, over what is there: {@code ssm:PutParameter}. A value is kept in memory for {@link io.cloudstore.functions.secrets.Secrets#LIFE} and read again after it, so a rotated
 * secret is in force everywhere at the latest then; while it can't be read again, the value known stays in use. Values
 * never reach a log or an exception. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.secrets;

import org.jspecify.annotations.NullMarked;
