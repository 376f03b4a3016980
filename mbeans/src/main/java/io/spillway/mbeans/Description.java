package io.spillway.mbeans;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a bean, an attribute (on its getter), an operation or a parameter means: one sentence for people, shown by JConsole, VisualVM
 * and Jolokia's {@code list}. It repeats the unit, because Jolokia does not show units.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Description {
    /** The sentence. */
    String value();
}
