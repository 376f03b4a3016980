package io.spillway.act.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.spillway.act.ActException;
import io.spillway.act.ChangeRefusedException;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.sense.docker.EngineFaults;
import io.spillway.sense.docker.EngineWords;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells what an exception of docker-java means for a change. */
final class Answers {
    private final EngineFaults faults;

    Answers(Path socket) {
        this.faults = new EngineFaults(socket);
    }

    /** @throws RuntimeException {@code failure} itself, where it is neither an answer of the engine nor a broken connection */
    ActException meaning(String attempt, RuntimeException failure) {
        if (failure instanceof NotFoundException) {
            return new TargetGoneException("to " + attempt + " is not possible: " + words(failure), failure);
        }
        if (failure instanceof DockerException) {
            return refusal(attempt, failure);
        }
        var broken = broken(failure);
        if (broken instanceof ConnectException) {
            return new EngineUnavailableException("cannot " + attempt + ": " + faults.describe(broken), failure);
        }
        if (broken != null) {
            return new UnsettledException(
                    "whether the engine did " + attempt + " is unknown: " + faults.describe(broken), failure);
        }
        throw failure;
    }

    /**
     * The same of a stop. An engine's own fault is no refusal there: dockerd answers 500 too when it has sent KILL and seen no end in time,
     * and then the container ends a moment later.
     */
    ActException meaningOfStop(String attempt, RuntimeException failure) {
        return failure instanceof DockerException fault && fault.getHttpStatus() >= 500
                ? new UnsettledException("the engine failed to " + attempt + ": " + words(failure), failure)
                : meaning(attempt, failure);
    }

    ChangeRefusedException refusal(String attempt, RuntimeException failure) {
        return new ChangeRefusedException("the engine refused to " + attempt + ": " + words(failure), failure);
    }

    /** docker-java wraps it once or twice. */
    private static @Nullable IOException broken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken;
            }
        }
        return null;
    }

    private static String words(RuntimeException failure) {
        return EngineWords.of(String.valueOf(failure.getMessage()));
    }
}
