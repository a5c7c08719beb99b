package io.cloudstore.stack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A story, or a test of one, that only stacks with these capabilities can tell; elsewhere it is skipped with the reason. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StackCondition.class)
public @interface Needs {
    /** All of them are needed. */
    Capability[] value();
}
