package io.spillway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Asks a running Spillway how the host is.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Spillway answers, and is healthy",
            "1:it answers, and says that something is wrong",
            "2:the command line is wrong",
            "3:nobody answers, or somebody else does"
        })
final class StatusCommand implements Callable<Integer> {
    static final int NOT_HEALTHY = 1;
    static final int NOBODY_ANSWERS = 3;
    private static final int USUAL_PORT = 8523;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LONGEST_ANSWER_BYTES = 16 * 1024 * 1024;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", description = "The port of its HTTP server on this host (8523).")
    private @Nullable Integer port;

    @Option(names = "--url", paramLabel = "URL", description = "Where it listens, instead of --port.")
    private @Nullable URI asked;

    @Override
    public Integer call() {
        URI url = url();
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new ParameterException(spec.commandLine(), "--url must begin with http://, but it is " + url);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Answer health = get(url, "/health");
            Map<String, Object> resources = Json.object(get(url, "/resources").body());
            new StatusReport(Json.object(health.body()), resources).lines().forEach(out::println);
            return health.status() == HttpURLConnection.HTTP_OK ? 0 : NOT_HEALTHY;
        } catch (ConnectException refused) {
            err.println("Nobody answers at " + url + ". Start Spillway with run, or attach it to a JVM; if it runs"
                    + " on another port, give it with --port.");
        } catch (SocketTimeoutException late) {
            err.println("Somebody listens at " + url + " but does not answer within " + PATIENCE_MILLIS / 1000
                    + " s. Look at Spillway's log, and try again.");
        } catch (IOException strange) {
            err.println("What answers at " + url + " does not seem to be Spillway (" + strange.getMessage()
                    + "). If Spillway runs on another port, give it with --port.");
        }
        return NOBODY_ANSWERS;
    }

    private URI url() {
        if (asked == null) {
            return URI.create("http://127.0.0.1:" + (port == null ? USUAL_PORT : port));
        }
        if (port != null) {
            throw new ParameterException(spec.commandLine(), "--port and --url: give one of them");
        }
        return asked;
    }

    private static Answer get(URI url, String path) throws IOException {
        String base = url.toString();
        URI whole = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpURLConnection connection = (HttpURLConnection) whole.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            try (InputStream body = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                String text =
                        body == null ? "" : new String(body.readNBytes(LONGEST_ANSWER_BYTES), StandardCharsets.UTF_8);
                return new Answer(status, text);
            }
        } finally {
            connection.disconnect();
        }
    }

    private record Answer(int status, String body) {}
}
