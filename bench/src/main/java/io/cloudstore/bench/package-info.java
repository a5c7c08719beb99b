/**
 * The bench: what we do beside the plainest way of doing it, measured in turns on the same machine in the same run, and
 * printed as ratios. {@code ./cloudstore bench} runs it; {@link io.cloudstore.bench.Bench} reads the options. What is
 * measured has a package each: {@code upload}, {@code cold}, {@code up}, {@code sign}, {@code localstack}, {@code image}, {@code sam}.
 */
@NullMarked
package io.cloudstore.bench;

import org.jspecify.annotations.NullMarked;
