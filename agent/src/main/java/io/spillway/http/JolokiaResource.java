package io.spillway.http;

import io.spillway.http.jolokia.JolokiaAnswer;
import io.spillway.http.jolokia.JolokiaEndpoint;
import java.io.IOException;
import java.util.Map;

/** {@code /jolokia} and all below it. */
final class JolokiaResource implements Resource {
    static final String PATH = "/jolokia";

    private final JolokiaEndpoint endpoint;

    JolokiaResource(JolokiaEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Response answer(Request request) throws IOException {
        JolokiaAnswer answer = request.method().equals("POST")
                ? endpoint.post(request.body(), request.query())
                : endpoint.get(request.uri().toString(), pathBelow(request), request.query());
        return new Response(answer.status(), JsonBody.CONTENT_TYPE, Map.of(), answer.body()::writeTo);
    }

    private static String pathBelow(Request request) {
        String below = request.uri().getPath().substring(PATH.length());
        return below.replaceFirst("^/+", "");
    }
}
