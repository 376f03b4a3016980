package io.spillway.sense.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.spillway.config.RuntimeConfig;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Ticker;
import io.spillway.transport.Answer;
import io.spillway.transport.Endpoint;
import io.spillway.transport.HttpStack;
import io.spillway.transport.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reading part of one Ollama server's API. One object for one server, shared by all who ask it: it keeps the pace at which
 * the server may be asked for what it has loaded. May be used by several threads.
 */
public final class OllamaApi {
    /**
     * No faster: up to 0.32.3 the server walks its table of runners without a lock, and a question during a load or unload may
     * be answered with a 500 or even end the server.
     */
    public static final Duration PACE = Duration.ofMillis(500);

    private static final Duration SHOW_LIMIT = Duration.ofSeconds(3);

    private final RuntimeConfig config;
    private final RuntimeId id;
    private final Endpoint endpoint;
    private final Ticker ticker;
    private final OllamaJson json = new OllamaJson();
    private @Nullable Listing lastListing;
    private @Nullable IOException lastFailure;
    private long lastAskedNanos;
    private volatile List<Tag> tags = List.of();

    public OllamaApi(RuntimeConfig config, HttpStack stack, Ticker ticker) {
        this.config = requireNonNull(config, "config");
        this.id = new RuntimeId("ollama", config.url().toString());
        this.endpoint = new Endpoint(stack, config.url());
        this.ticker = requireNonNull(ticker, "ticker");
    }

    public RuntimeId id() {
        return id;
    }

    /** For calls that change something, which do not belong here. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * The loaded models: asked for now, or the last answer again where that is younger than {@link #PACE}.
     *
     * @throws NoAnswerException the server does not answer
     * @throws BadAnswerException the server answers something else
     */
    public synchronized Listing loaded() throws IOException {
        long now = ticker.nanos();
        boolean asked = lastListing != null || lastFailure != null;
        if (!asked || now - lastAskedNanos >= PACE.toNanos()) {
            lastAskedNanos = now;
            lastListing = null;
            lastFailure = null;
            try {
                lastListing = new Listing(now, json.loaded(success("/api/ps", endpoint.get("/api/ps"))));
            } catch (NoAnswerException | BadAnswerException e) {
                lastFailure = e;
            } catch (IOException e) {
                lastFailure = garbled("/api/ps", e);
            }
        }
        if (lastListing != null) {
            return lastListing;
        }
        throw requireNonNull(lastFailure);
    }

    /**
     * The models on its disk: asked for now. The last good answer is what {@link #runsElsewhere} goes by.
     *
     * @throws NoAnswerException the server does not answer
     * @throws BadAnswerException the server answers something else
     */
    List<Tag> tags() throws IOException {
        Answer answer = endpoint.get("/api/tags");
        try {
            List<Tag> answered = json.tags(success("/api/tags", answer));
            tags = answered;
            return answered;
        } catch (BadAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw garbled("/api/tags", e);
        }
    }

    /** Whether the last good answer of {@link #tags} has it. */
    boolean isTagged(LoadedModel loaded) {
        return tags.stream().anyMatch(tag -> tag.isOf(loaded));
    }

    /** Whether its name or the last list of tags says that it takes no memory here, and that a request for it leaves the host. */
    public boolean runsElsewhere(LoadedModel loaded) {
        return loaded.name().isCloud() || tags.stream().anyMatch(tag -> tag.isOf(loaded) && tag.runsElsewhere());
    }

    /**
     * What the server knows of a model on its disk.
     *
     * @throws NoAnswerException the server does not answer
     * @throws BadAnswerException the server does not have it, or answers something else
     */
    public ShownModel show(ModelName name) throws IOException {
        Answer answer = endpoint.post("/api/show", body(name, ""), SHOW_LIMIT);
        try {
            return json.shown(success("/api/show", answer));
        } catch (BadAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw garbled("/api/show", e);
        }
    }

    /**
     * The body of an answer of status 200.
     *
     * @throws BadAnswerException any other status, with the server's words
     */
    public byte[] success(String path, Answer answer) throws BadAnswerException {
        int status = answer.status();
        if (status == 200) {
            return answer.body();
        }
        BadAnswerException.Kind kind =
                switch (status / 100) {
                    case 4 -> status == 404 ? BadAnswerException.Kind.NOT_FOUND : BadAnswerException.Kind.REFUSED;
                    case 5 -> BadAnswerException.Kind.SERVER_ERROR;
                    default -> BadAnswerException.Kind.GARBLED;
                };
        throw new BadAnswerException(
                kind, endpoint.base() + path + " answered " + status + ": " + json.words(answer.body()));
    }

    /**
     * A request about a model.
     *
     * @param more further members, each with its leading comma
     */
    public byte[] body(ModelName name, String more) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name.text()));
        return ("{\"model\":\"" + quoted + "\"" + more + "}").getBytes(UTF_8);
    }

    RuntimeConfig config() {
        return config;
    }

    URI url() {
        return config.url();
    }

    private BadAnswerException garbled(String path, IOException fault) {
        return new BadAnswerException(
                BadAnswerException.Kind.GARBLED,
                endpoint.base() + path + " answers, but not as Ollama does: " + fault.getMessage());
    }
}
