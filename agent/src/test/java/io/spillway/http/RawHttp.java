package io.spillway.http;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.jspecify.annotations.Nullable;

/** An HTTP client that sends any header, as no library lets one: what curl does and what a browser does. */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final List<String> headers = new ArrayList<>();

    public RawHttp(int port) {
        this.port = port;
    }

    /** An answer; header names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {
        @SuppressWarnings("unchecked")
        public Map<String, Object> json() {
            return (Map<String, Object>) parsed();
        }

        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> jsonArray() {
            return (List<Map<String, Object>>) parsed();
        }

        /** A field as text; {@code null} in so many letters where there is none. */
        public String text(String field) {
            return String.valueOf(json().get(field));
        }

        /** A field that must be a list. */
        public List<?> list(String field) {
            return (List<?>) requireNonNull(json().get(field), field);
        }

        /** A field that must be an object. */
        public Map<?, ?> object(String field) {
            return (Map<?, ?>) requireNonNull(json().get(field), field);
        }

        /** Maps, lists and doubles as everybody writes them. */
        private static @Nullable Object plain(@Nullable Object json) {
            if (json instanceof Map<?, ?> object) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                object.forEach((name, value) -> map.put(String.valueOf(name), plain(value)));
                return map;
            }
            if (json instanceof List<?> items) {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(item -> list.add(plain(item)));
                return list;
            }
            return json instanceof BigDecimal number ? (Object) number.doubleValue() : json;
        }

        private Object parsed() {
            try {
                return requireNonNull(plain(new JSONParser().parse(body)));
            } catch (ParseException | IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }
    }

    public RawHttp with(String header, String value) {
        RawHttp more = new RawHttp(port);
        more.headers.addAll(headers);
        more.headers.add(header + ": " + value);
        return more;
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) throws IOException {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    public Answer send(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (content.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer parse(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        String body = text.substring(end + 4);
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            body = unchunk(body);
        }
        return new Answer(
                Integer.parseInt(lines[0].split(" ", -1)[1]),
                headers,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String unchunk(String chunked) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunked.length()) {
            int line = chunked.indexOf("\r\n", at);
            int length = Integer.parseInt(chunked.substring(at, line), 16);
            byte[] chunk = chunked.substring(line + 2, line + 2 + length).getBytes(StandardCharsets.ISO_8859_1);
            body.write(chunk, 0, length);
            at = line + 2 + length + 2;
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }
}
