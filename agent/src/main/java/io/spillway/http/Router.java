package io.spillway.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request: guard first, then path, method and body, and only then what stands behind the path. */
final class Router implements HttpHandler {
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int UNAVAILABLE = 503;

    private final BrowserGuard guard;
    private final SlowClients slowClients;
    private final List<Route> routes;
    private final AtomicReference<String> lastTold = new AtomicReference<>("");

    Router(BrowserGuard guard, SlowClients slowClients, List<Route> routes) {
        this.guard = guard;
        this.slowClients = slowClients;
        this.routes = List.copyOf(routes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = answer(exchange);
            slowClients.answering();
            send(exchange, response);
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        String refusal = guard.refusal(exchange.getRequestHeaders());
        if (refusal != null) {
            return Response.error(FORBIDDEN, refusal);
        }
        String path = String.valueOf(exchange.getRequestURI().getPath());
        Optional<Route> found =
                routes.stream().filter(route -> route.matches(path)).findFirst();
        if (found.isEmpty()) {
            return Response.error(
                    NOT_FOUND,
                    "there is no such path; there are "
                            + String.join(", ", routes.stream().map(Route::path).toList()));
        }
        Route route = found.get();
        if (!route.methods().contains(exchange.getRequestMethod())) {
            String allowed = String.join(", ", route.methods());
            return Response.error(METHOD_NOT_ALLOWED, route.path() + " takes " + allowed)
                    .with("Allow", allowed);
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        slowClients.received();
        if (body.length > MAX_BODY_BYTES) {
            return Response.error(TOO_LARGE, "a body may have " + MAX_BODY_BYTES + " bytes: send it in parts");
        }
        if (body.length > 0 && !isJson(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return Response.error(
                    UNSUPPORTED_TYPE, "a body must be JSON, and say so: -H 'Content-Type: application/json'");
        }
        return answer(
                route,
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders(),
                        new String(body, StandardCharsets.UTF_8)));
    }

    private Response answer(Route route, Request request) {
        try {
            return route.resource().answer(request);
        } catch (IllegalArgumentException e) {
            return Response.error(400, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Response.error(CONFLICT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            // A client that polls would fill the log with it.
            if (!message.equals(lastTold.getAndSet(message))) {
                LOG.warn("http path={} failed: {}", route.path(), message);
            }
            return Response.error(UNAVAILABLE, message);
        } catch (RuntimeException e) {
            LOG.error("http path={} failed", route.path(), e);
            return Response.error(500, "this should not have happened; Spillway's log tells more: " + e);
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.headers().forEach(headers::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            response.body().writeTo(out);
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        // Jolokia's own clients say text/json. Neither can a web page send without asking first.
        return type.equals("application/json") || type.equals("text/json");
    }
}
