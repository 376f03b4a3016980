package io.spillway.bench;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what every agent costs, whatever it does. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String options, Instrumentation instrumentation) {}
}
