package io.spillway.act.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import io.spillway.act.ActException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.sense.ContainerId;
import io.spillway.transport.unix.UnixHttp;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** The calls themselves, and what their answers mean. Apart from {@link DockerControl}, since loading it loads docker-java. */
final class DockerCalls implements AutoCloseable {
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(3);

    /** What the engine needs beyond a container's own grace: 60 ms when all is well, more on a host that is short of memory. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(4);

    /** A start takes the engine 0.2 s when all is well. */
    private static final Duration START = Duration.ofSeconds(15);

    private final OkHttpClient http;
    private final DockerClientConfig config;
    private final DockerClient quick;
    private final Answers answers;

    DockerCalls(OkHttpClient base, Path socket) {
        this.http = UnixHttp.client(base, socket, READ, CALL);
        // Not createDefaultConfigBuilder(), which reads the host's properties, environment and files. No version is
        // named
        // either: each engine then speaks its newest.
        this.config = new DefaultDockerClientConfig.Builder()
                .withDockerHost("unix://" + socket)
                .withDockerConfig("/nonexistent")
                .build();
        this.quick = client(http);
        this.answers = new Answers(socket);
    }

    void stop(ContainerId container, Duration grace) throws ActException {
        String attempt = "stop container " + shown(container);
        try {
            patient(grace.plus(STOP_MARGIN))
                    .stopContainerCmd(container.value())
                    .withTimeout(wholeSeconds(grace))
                    .exec();
        } catch (NotModifiedException e) {
            throw new TargetGoneException("container " + shown(container) + " does not run", e);
        } catch (RuntimeException e) {
            var meaning = answers.meaningOfStop(attempt, e);
            if (!(meaning instanceof UnsettledException)) {
                throw meaning;
            }
            requireRunning(container, false, meaning);
            return;
        }
        requireRunning(container, false, new UnsettledException("the engine agreed to " + attempt));
    }

    void start(ContainerId container) throws ActException {
        try {
            patient(START).startContainerCmd(container.value()).exec();
        } catch (NotModifiedException e) {
            return; // it runs already
        } catch (NotFoundException e) {
            throw notStarted(container, e);
        } catch (RuntimeException e) {
            var meaning = answers.meaning("start container " + shown(container), e);
            if (!(meaning instanceof UnsettledException)) {
                throw meaning;
            }
            requireRunning(container, true, meaning);
        }
    }

    void ping() throws ActException {
        try {
            quick.pingCmd().exec();
        } catch (RuntimeException e) {
            throw answers.meaning("give a sign of life", e);
        }
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
    }

    /** Settles by an inspection what the call itself did not tell; where that is no help either, it stays unsettled. */
    private void requireRunning(ContainerId container, boolean wanted, ActException meaning) throws ActException {
        boolean runs;
        try {
            var state = quick.inspectContainerCmd(container.value()).exec().getState();
            if (state == null) {
                throw new UnsettledException(meaning.getMessage() + "; then it answered nonsense", meaning);
            }
            runs = Boolean.TRUE.equals(state.getRunning());
        } catch (NotFoundException e) {
            if (wanted) {
                throw new TargetGoneException("container " + shown(container) + " does not exist", e);
            }
            return; // removed as it stopped
        } catch (RuntimeException e) {
            var silence = answers.meaning("inspect it", e);
            throw new UnsettledException(meaning.getMessage() + "; then: " + silence.getMessage(), e);
        }
        if (runs != wanted) {
            throw new UnsettledException(
                    meaning.getMessage() + "; now it " + (runs ? "runs" : "does not run"), meaning);
        }
    }

    /** An engine says "not found" of a container's network too: then the container is there and nothing but gone. */
    private ActException notStarted(ContainerId container, NotFoundException answer) {
        String attempt = "start container " + shown(container);
        try {
            quick.inspectContainerCmd(container.value()).exec();
            return answers.refusal(attempt, answer);
        } catch (RuntimeException e) {
            return e instanceof NotFoundException ? answers.meaning(attempt, answer) : answers.refusal(attempt, answer);
        }
    }

    private DockerClient patient(Duration patience) {
        return client(http.newBuilder()
                .readTimeout(patience)
                .callTimeout(patience.plus(CALL.minus(READ)))
                .build());
    }

    private DockerClient client(OkHttpClient carrier) {
        return DockerClientImpl.getInstance(config, new OkHttpTransport(carrier));
    }

    /** The engine knows whole seconds only: never less than was granted. */
    private static int wholeSeconds(Duration grace) {
        return Math.toIntExact(grace.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static String shown(ContainerId container) {
        return container.value().substring(0, Math.min(12, container.value().length()));
    }
}
