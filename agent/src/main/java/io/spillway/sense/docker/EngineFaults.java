package io.spillway.sense.docker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts into words why the engine at a socket did not answer, and what to do about it. */
public final class EngineFaults {
    private final Path socket;

    public EngineFaults(Path socket) {
        this.socket = requireNonNull(socket, "socket");
    }

    /** For people. Looks at the socket file, for the system's own words depend on its language. */
    public String describe(IOException fault) {
        if (fault instanceof ConnectException) {
            return notReached(fault);
        }
        if (fault instanceof InterruptedIOException) {
            return "no answer at " + socket + " in time (" + fault.getMessage()
                    + "): the engine hangs or is overloaded; look at its log";
        }
        if (fault instanceof JsonProcessingException garbage) {
            return "what answers at " + socket + " does not speak the Docker API ("
                    + EngineWords.of(garbage.getOriginalMessage()) + "): check containers.engine";
        }
        if (fault instanceof EngineStatusException) {
            return "the engine at " + socket + " refused: " + fault.getMessage();
        }
        return "the engine at " + socket + " broke off or answered nonsense (" + fault
                + "): is it starting or stopping, or no container engine?";
    }

    private String notReached(IOException fault) {
        if (Files.notExists(socket)) {
            return "no socket at " + socket + ": start the container engine or correct containers.engine";
        }
        if (!Files.isWritable(socket) || String.valueOf(fault.getMessage()).contains("Permission denied")) {
            return "no permission to use " + socket + ": add the user to the docker group or run as root";
        }
        return "nobody listens at " + socket + ": start the container engine";
    }
}
