package io.spillway.mbeans;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whether an operation only informs or changes something. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Impact {
    /** The operation's impact. */
    Kind value();

    /** The impacts that there are. */
    enum Kind {
        /** It answers and changes nothing. */
        INFO,
        /** It changes something. */
        ACTION,
        /** It changes something and answers with what it did. */
        ACTION_INFO
    }
}
