/** The functions on LocalStack's Lambdas: first call, later calls, and how long a file takes from the store to its place. */
@NullMarked
package io.cloudstore.bench.localstack;

import org.jspecify.annotations.NullMarked;
