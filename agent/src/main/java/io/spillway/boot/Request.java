package io.spillway.boot;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who attached wants. It runs on the JVM's own thread for this, on which nothing is waited for: {@code jcmd} and others
 * stand in line behind it.
 */
final class Request {
    /** Options that are between the attaching program and boot. */
    static final Set<String> OWN_OPTIONS = Set.of("action", "answer");

    private final @Nullable String rawOptions;
    private final String action;
    private final Answer answer;

    private Request(@Nullable String rawOptions, Map<String, String> options) {
        this.rawOptions = rawOptions;
        action = options.getOrDefault("action", "attach");
        answer = new Answer(options.get("answer"));
    }

    static Request of(@Nullable String rawOptions) {
        return new Request(rawOptions, AgentOptions.parse(rawOptions));
    }

    void carryOut() {
        if (action.equals("attach")) {
            attach();
        } else if (action.equals("detach")) {
            detach();
        } else {
            answer.last("failed the agent in that JVM does not know the action " + action);
        }
    }

    private void attach() {
        Session session = new Session(rawOptions);
        if (Session.claim(session)) {
            answer.first("starting");
            new Starter(session, answer).inBackground();
        } else {
            answer.last("already " + System.getProperty(Session.PROPERTY, "starting"));
        }
    }

    private void detach() {
        Session session = Session.current();
        if (session == null) {
            answer.last("absent");
        } else if (session.isOwnJvm()) {
            answer.last("refused that JVM is Spillway's own: end the process itself");
        } else {
            answer.first("ending");
            BootThread.start(new Ender(session, answer), "spillway-detach");
        }
    }
}
