package io.spillway.rehearse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The stand-in model server, and requests to it. */
record StandInServer(StandIn process, URI url, HttpClient http) implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);

    static StandInServer of(StandIn process) throws IOException {
        try {
            String line = process.firstLine();
            URI url = URI.create("http://127.0.0.1:" + line.substring(line.indexOf(' ') + 1));
            return new StandInServer(process, url, HttpClient.newHttpClient());
        } catch (IOException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    /** Has a model loaded; done when it is. */
    CompletableFuture<Integer> load(String model) {
        return post(String.format(Locale.ROOT, "{\"model\":\"%s\",\"stream\":false}", model));
    }

    /** Asks a question that keeps the model busy for about that time. */
    CompletableFuture<Integer> converse(String model, Duration length) {
        return post(String.format(
                Locale.ROOT,
                "{\"model\":\"%s\",\"prompt\":\"Tell me a long story.\",\"options\":{\"num_predict\":%d}}",
                model,
                length.toMillis() / 250));
    }

    private CompletableFuture<Integer> post(String json) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/generate"))
                .timeout(LONGEST_ANSWER)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    @Override
    public void close() {
        process.close();
    }
}
