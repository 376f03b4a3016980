package io.spillway.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out that run in a browser of this machine: they can send requests to loopback ports, and some need no
 * permission for it. A client that is no browser sends none of the headers but {@code Host}, which must be ours, or else a foreign
 * name could have been made to point here (DNS rebinding).
 */
final class BrowserGuard {
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> hosts;
    private final Set<String> origins;

    /** @param bind the configured address, which is a name of ours too */
    BrowserGuard(String bind, int port) {
        Set<String> names = Stream.of("localhost", "127.0.0.1", "[::1]", inUrl(bind))
                .map(BrowserGuard::lower)
                .collect(Collectors.toUnmodifiableSet());
        hosts = Stream.concat(names.stream(), names.stream().map(name -> name + ":" + port))
                .collect(Collectors.toUnmodifiableSet());
        // Browsers leave the port out where it is the scheme's own.
        origins = hosts.stream()
                .filter(host -> host.endsWith(":" + port) || port == 80)
                .map(host -> "http://" + host)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why the request is refused; null when it is not. */
    @Nullable
    String refusal(Headers headers) {
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(lower(host.get(0)))) {
            return "the Host header must be localhost, 127.0.0.1 or [::1]: a name that only points here is not enough";
        }
        if (!origins.containsAll(lower(headers.getOrDefault("Origin", List.of())))) {
            return "a web page of another origin may not use Spillway";
        }
        if (!OWN_SITES.containsAll(lower(headers.getOrDefault("Sec-Fetch-Site", List.of())))) {
            return "a web page of another site may not use Spillway; type the address into the browser yourself";
        }
        return null;
    }

    private static String inUrl(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Set<String> lower(List<String> texts) {
        return texts.stream().map(BrowserGuard::lower).collect(Collectors.toUnmodifiableSet());
    }
}
