package io.spillway.act.ollama;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.spillway.act.ActException;
import io.spillway.act.ChangeRefusedException;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.ModelControl;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Ticker;
import io.spillway.sense.ollama.BadAnswerException;
import io.spillway.sense.ollama.Listing;
import io.spillway.sense.ollama.LoadedModel;
import io.spillway.sense.ollama.ModelName;
import io.spillway.sense.ollama.OllamaApi;
import io.spillway.transport.NoAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Loads and unloads models of Ollama servers. The calling thread waits; {@link #close()} or an interrupt ends the wait.
 *
 * <p>After a runner process was ended from outside the server goes on listing its model. {@link #unload} tidies that up: to the
 * server it is an idle model like any other.
 */
public final class OllamaControl implements ModelControl, AutoCloseable {
    /** The server answers an unload at once; what takes time is the unload itself, which is waited for apart. */
    private static final Duration UNLOAD_CALL_LIMIT = Duration.ofSeconds(3);

    private final Map<RuntimeId, OllamaApi> servers;
    private final InstantSource clock;
    private final Ticker ticker;
    private final CountDownLatch closed = new CountDownLatch(1);

    public OllamaControl(Collection<OllamaApi> servers, InstantSource clock, Ticker ticker) {
        this.servers = servers.stream().collect(toUnmodifiableMap(OllamaApi::id, Function.identity()));
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void unload(ModelId model, Duration patience) throws ActException {
        OllamaApi server = server(model);
        ModelName name = localName(model);
        long deadline = ticker.nanos() + patience.toNanos();
        LoadedModel loaded = listed(server, name, ticker.nanos() - OllamaApi.PACE.toNanos(), deadline, model)
                .orElseThrow(() -> new TargetGoneException(model + " is not loaded"));
        if (server.runsElsewhere(loaded)) {
            throw elsewhere(model);
        }
        long askedNanos = ticker.nanos();
        askForUnload(server, name, model);
        while (true) {
            Optional<LoadedModel> still = listedSince(askedNanos, server, name, deadline, model);
            if (still.isEmpty()) {
                return;
            }
            if (!pause(deadline)) {
                throw new UnsettledException(stillThere(model, still.get(), patience));
            }
        }
    }

    @Override
    public void load(ModelId model, Duration patience) throws ActException {
        OllamaApi server = server(model);
        ModelName name = localName(model);
        long deadline = ticker.nanos() + patience.toNanos();
        try {
            String remoteHost = server.show(name).remoteHost();
            if (!remoteHost.isEmpty()) {
                throw new ChangeRefusedException(model + " is not loaded here: it runs on " + remoteHost);
            }
            byte[] request = server.body(name, ",\"stream\":false");
            server.success("/api/generate", server.endpoint().post("/api/generate", request, patience));
        } catch (NoAnswerException e) {
            throw noAnswer(e, "whether " + model + " gets loaded is not known: ");
        } catch (BadAnswerException e) {
            throw refusal(e, "did not load " + model);
        } catch (IOException e) {
            throw new UnsettledException("whether " + model + " gets loaded is not known: " + e.getMessage(), e);
        }
        long askedNanos = ticker.nanos();
        while (listedSince(askedNanos, server, name, deadline, model).isEmpty()) {
            if (!pause(deadline)) {
                throw new UnsettledException(model + " was loaded, but the server does not list it");
            }
        }
    }

    /** Ends all waiting; what was asked for may still happen. */
    @Override
    public void close() {
        closed.countDown();
    }

    private OllamaApi server(ModelId model) throws ChangeRefusedException {
        OllamaApi server = servers.get(model.runtime());
        if (server == null) {
            throw new ChangeRefusedException("no server " + model.runtime() + " is configured for " + model);
        }
        return server;
    }

    private static ModelName localName(ModelId model) throws ChangeRefusedException {
        ModelName name = new ModelName(model.name());
        if (name.isCloud()) {
            throw elsewhere(model);
        }
        return name;
    }

    private static ChangeRefusedException elsewhere(ModelId model) {
        return new ChangeRefusedException(model + " runs elsewhere and holds no memory of this host");
    }

    private void askForUnload(OllamaApi server, ModelName name, ModelId model) throws ActException {
        byte[] request = server.body(name, ",\"keep_alive\":0");
        try {
            server.success("/api/generate", server.endpoint().post("/api/generate", request, UNLOAD_CALL_LIMIT));
        } catch (NoAnswerException e) {
            throw noAnswer(e, "whether " + model + " gets unloaded is not known: ");
        } catch (BadAnswerException e) {
            if (e.kind() == BadAnswerException.Kind.NOT_FOUND) {
                throw new ChangeRefusedException(
                        model
                                + " is loaded, but was deleted from the server's disk, so the server cannot be asked to unload it: "
                                + "it goes when its keep-alive ends or its runner process does",
                        e);
            }
            throw refusal(e, "did not unload " + model);
        }
    }

    private static ActException refusal(BadAnswerException e, String what) {
        return switch (e.kind()) {
            case NOT_FOUND, REFUSED -> new ChangeRefusedException("the server " + what + ": " + e.getMessage(), e);
            case SERVER_ERROR, GARBLED -> new UnsettledException("the server " + what + ": " + e.getMessage(), e);
        };
    }

    private static ActException noAnswer(NoAnswerException e, String what) {
        return switch (e.kind()) {
            case NOT_REACHED -> new EngineUnavailableException(String.valueOf(e.getMessage()), e);
            case BROKE_OFF -> new UnsettledException(what + e.getMessage(), e);
        };
    }

    /** As {@link #listed}, but the change was asked for: a server that is gone now may have made it. */
    private Optional<LoadedModel> listedSince(
            long askedNanos, OllamaApi server, ModelName name, long deadline, ModelId model) throws ActException {
        try {
            return listed(server, name, askedNanos, deadline, model);
        } catch (EngineUnavailableException e) {
            throw new UnsettledException("the server went away while it changed " + model + ": " + e.getMessage(), e);
        }
    }

    /** The entry of the model in a listing that was asked for no earlier than {@code sinceNanos}. */
    private Optional<LoadedModel> listed(
            OllamaApi server, ModelName name, long sinceNanos, long deadline, ModelId model) throws ActException {
        while (true) {
            IOException failure = null;
            try {
                Listing listing = server.loaded();
                if (listing.askedAtNanos() - sinceNanos >= 0) {
                    return listing.find(name);
                }
            } catch (NoAnswerException e) {
                if (e.kind() == NoAnswerException.Kind.NOT_REACHED) {
                    throw noAnswer(e, "");
                }
                failure = e;
            } catch (IOException e) {
                // A server error, once or twice, is a race inside the server while it loads or unloads.
                failure = e;
            }
            if (!pause(deadline)) {
                throw new UnsettledException("whether " + model + " is loaded is not known: "
                        + (failure == null ? "there was no time to ask again" : failure.getMessage()));
            }
        }
    }

    private String stillThere(ModelId model, LoadedModel still, Duration patience) {
        String why = still.expiresAt().isAfter(clock.instant())
                ? "a new request keeps it loaded"
                : "it is busy and goes when its request ends";
        return model + " is still loaded after " + patience.toMillis() / 1000.0 + " s: " + why;
    }

    /** Waits until the server may be asked again; answers false when the time is up. */
    private boolean pause(long deadline) throws UnsettledException {
        long left = deadline - ticker.nanos();
        if (left <= 0) {
            return false;
        }
        try {
            if (closed.await(Math.min(left, OllamaApi.PACE.toNanos() / 10), NANOSECONDS)) {
                throw new UnsettledException("the wait was given up");
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsettledException("the wait was interrupted", e);
        }
    }
}
