/** Functions that Lambda's interface is asked for, whoever plays Lambda. */
@NullMarked
package io.cloudstore.bench.lambda;

import org.jspecify.annotations.NullMarked;
