package io.cloudstore.stack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests on {@link Stack#current}. Where the stack of this run isn't there, all of them are skipped with the
 * sentence that says how it is had; with {@code CI=true} in the environment they fail with it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({StackCondition.class, KeepsWhatFailed.class})
public @interface OnTheStack {}
