package io.spillway.boot;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** What the JVM calls for {@code -javaagent} and for a later attach; neither ever throws into the host or makes it wait. */
public final class AgentMain {
    private AgentMain() {}

    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        try {
            Session session = new Session(options);
            if (Session.claim(session)) {
                new Starter(session, new HostSettled(instrumentation)).inBackground();
            } else {
                Complaint.tell("Spillway is given twice on the command line; only the first one runs.");
            }
        } catch (Throwable failure) {
            // An exception that left premain would end the host with SIGABRT.
            Complaint.notStarted(failure);
        }
    }

    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        try {
            Request.of(options).carryOut();
        } catch (Throwable failure) {
            Complaint.notStarted(failure);
        }
    }
}
