package io.spillway.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Path;

/** What the JDK's exceptions of attaching mean, in plain words. */
final class Explanation {
    private Explanation() {}

    static AttachException of(long pid, Path jar, Exception failure) {
        String told = String.valueOf(failure.getMessage());
        return new AttachException("PID " + pid + ": " + words(jar, failure, told), failure);
    }

    static AttachException noAttachModule(NoClassDefFoundError missing) {
        return new AttachException(
                "the Java runtime in " + System.getProperty("java.home")
                        + " has no module jdk.attach: do this with the java of a full JDK",
                missing);
    }

    private static String words(Path jar, Exception failure, String told) {
        if (failure instanceof AttachNotSupportedException) {
            return told.contains("does not support the attach mechanism")
                    ? "it runs with -XX:+DisableAttachMechanism: start it with -javaagent:" + jar
                            + ", or without that option"
                    : "it does not answer: it hangs, is stopped (SIGSTOP) or is short of memory. Try again when it"
                            + " works, or start it with -javaagent:" + jar;
        }
        if (failure instanceof AgentInitializationException) {
            return "the agent was loaded but did not start; that JVM's standard error tells why";
        }
        if (failure instanceof AgentLoadException) {
            if (told.contains("Dynamic agent loading is not enabled")) {
                return "it runs with -XX:-EnableDynamicAgentLoading: start it with -javaagent:" + jar
                        + ", or without that option";
            }
            if (told.contains("java.instrument")) {
                return "its Java runtime was made without the module java.instrument: run it with a full one";
            }
            return "it cannot load " + jar + " (" + told + "): the file must be readable there under this very path";
        }
        if (failure instanceof IOException) {
            if (told.contains("No such process")) {
                return "there is no such process: attach without a PID lists the JVMs";
            }
            if (told.contains("not permitted") || told.contains("Permission denied")) {
                return "it belongs to another user: do this as that user or as root";
            }
            return "it does not answer or ended meanwhile (" + told + "): attach without a PID lists the JVMs";
        }
        return failure.getClass().getSimpleName() + ": " + told;
    }
}
