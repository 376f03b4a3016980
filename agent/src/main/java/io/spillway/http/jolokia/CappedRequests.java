package io.spillway.http.jolokia;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.JolokiaRequestFactory;
import org.jolokia.server.core.request.ProcessingParameters;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/** Jolokia's request handler with bounds: on what a client may ask for, and on how many operations hold a thread. */
final class CappedRequests extends HttpRequestHandler {
    static final int MAX_BULK_ITEMS = 100;

    // JSONP, and what would lift the configured depth: maxDepth=0 means "no bound".
    private static final Set<String> DROPPED = Set.of("callback", "maxDepth", "maxCollectionSize", "maxObjects");

    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;

    private final Semaphore actions;

    CappedRequests(JolokiaContext context, Semaphore actions) {
        super(context);
        this.actions = actions;
    }

    JolokiaAnswer get(String uri, String path, Map<String, String> query) {
        try {
            return single(handleGetRequest(uri, path, parameters(query)));
        } catch (BadRequestException | EmptyResponseException | RuntimeException e) {
            return single(badRequest(e));
        }
    }

    JolokiaAnswer post(String body, Map<String, String> query) {
        ProcessingParameters parameters;
        Object parsed;
        try {
            parameters = getProcessingParameter(parameters(query));
            parsed = BoundedJson.read(body);
        } catch (BadRequestException | IOException | RuntimeException e) {
            return single(badRequest(e));
        }
        if (parsed instanceof JSONObject item) {
            return single(answer(item, parameters));
        }
        if (!(parsed instanceof JSONArray items)) {
            return single(badRequest(new BadRequestException("a request is a JSON object, a bulk an array of them")));
        }
        if (items.size() > MAX_BULK_ITEMS) {
            return single(badRequest(new BadRequestException(
                    "a bulk may hold " + MAX_BULK_ITEMS + " requests, not " + items.size() + ": send it in parts")));
        }
        return new JolokiaAnswer(200, out -> writeBulk(items, parameters, out));
    }

    @Override
    protected JSONObject executeRequest(JolokiaRequest request) throws BadRequestException, EmptyResponseException {
        if (request.getType() != RequestType.EXEC && request.getType() != RequestType.WRITE) {
            return super.executeRequest(request);
        }
        if (!actions.tryAcquire()) {
            return getErrorJSON(
                    TOO_MANY,
                    new IllegalStateException("two actions are under way already: ask again when they have ended"),
                    request);
        }
        try {
            return super.executeRequest(request);
        } finally {
            actions.release();
        }
    }

    private void writeBulk(JSONArray items, ProcessingParameters parameters, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        String separator = "[";
        for (Object item : items) {
            writer.write(separator);
            answer(item, parameters).writeJSONString(writer);
            separator = ",";
        }
        writer.write(items.isEmpty() ? "[]" : "]");
        writer.flush();
    }

    private JSONObject answer(@Nullable Object item, ProcessingParameters parameters) {
        try {
            if (!(item instanceof JSONObject object)) {
                throw new BadRequestException("a request is a JSON object");
            }
            if (object.get("config") instanceof JSONObject config) {
                config.keySet().removeAll(DROPPED);
            }
            return executeRequest(JolokiaRequestFactory.createPostRequest(object, parameters));
        } catch (BadRequestException | EmptyResponseException | RuntimeException e) {
            // Whatever an operation throws is caught further in; here only the request itself can be at fault.
            return badRequest(e);
        }
    }

    private JSONObject badRequest(Exception cause) {
        return getErrorJSON(BAD_REQUEST, cause, null);
    }

    private static JolokiaAnswer single(JSONStructure json) {
        boolean bad = json instanceof JSONObject object
                && Integer.valueOf(BAD_REQUEST).equals(object.get("status"));
        return new JolokiaAnswer(bad ? BAD_REQUEST : 200, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            json.writeJSONString(writer);
            writer.flush();
        });
    }

    private static Map<String, String[]> parameters(Map<String, String> query) {
        Map<String, String[]> kept = new HashMap<>();
        query.forEach((name, value) -> {
            if (!DROPPED.contains(name)) {
                kept.put(name, new String[] {value});
            }
        });
        return kept;
    }
}
