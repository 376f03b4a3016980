package io.spillway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Places that the configuration points at: URLs, sockets, directories. */
final class Addresses {
    /** Judged by its text alone: a name that resolves to a loopback address today may be another tomorrow. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[?::1]?");

    private Addresses() {}

    /** Of http or https; the text may hold a secret, so no message repeats it. */
    static URI secretUrl(String text) {
        return webUrl(
                text,
                "this is not a URL of http or https: write https://host/path (it is not repeated here: it may hold a secret)");
    }

    static URI url(String text) {
        return webUrl(text, "'" + text + "' is not a URL of http or https: write http://127.0.0.1:11434");
    }

    private static URI webUrl(String text, String problem) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && url.getPort() <= 65_535) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(problem, withoutText(e));
        }
        throw new IllegalArgumentException(problem);
    }

    private static Exception withoutText(URISyntaxException e) {
        return new URISyntaxException("", e.getReason(), e.getIndex());
    }

    /** {@code unix:///var/run/docker.sock} or the path alone. */
    static Path unixSocket(String text) {
        String path = text.startsWith("unix://") ? text.substring("unix://".length()) : text;
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a unix socket, and nothing else is supported: write unix:///var/run/docker.sock");
        }
        return path(path);
    }

    static Path directory(String text) {
        Path path = path(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("'" + text + "' is not an absolute path: write /var/lib/spillway");
        }
        return path;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path", e);
        }
    }

    static String loopback(String text) {
        if (!LOOPBACK.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is refused: only loopback is supported until authentication is configured; write 127.0.0.1, ::1 or localhost");
        }
        return text.startsWith("[") || text.endsWith("]") ? "::1" : text;
    }
}
