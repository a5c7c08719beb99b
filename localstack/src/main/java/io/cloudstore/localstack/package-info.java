/**
 * What the runs of the stories say, written into the READMEs: {@link io.cloudstore.localstack.Stories}.
 *
 * <p>Reads Surefire's reports and two READMEs, and writes one table into one of them; nothing else, and nothing of the
 * tests themselves.
 */
@NullMarked
package io.cloudstore.localstack;

import org.jspecify.annotations.NullMarked;
