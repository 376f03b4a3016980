package io.spillway.http;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A path and what stands behind it. */
record Route(String path, Reach reach, List<String> methods, Resource resource) {
    /** Which paths belong to it. */
    enum Reach {
        EXACT,
        WITH_ALL_BELOW
    }

    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> ACTING = List.of("GET", "POST");

    Route {
        requireNonNull(path, "path");
        requireNonNull(reach, "reach");
        methods = List.copyOf(methods);
        requireNonNull(resource, "resource");
    }

    static Route view(String path, Resource resource) {
        return new Route(path, Reach.EXACT, READING, resource);
    }

    /** GET acts as well as POST, as it always did here; the browser guard is what makes that safe. */
    static Route action(String path, Resource resource) {
        return new Route(path, Reach.EXACT, ACTING, resource);
    }

    static Route tree(String path, Resource resource) {
        return new Route(path, Reach.WITH_ALL_BELOW, ACTING, resource);
    }

    boolean matches(String requested) {
        return requested.equals(path) || (reach == Reach.WITH_ALL_BELOW && requested.startsWith(path + "/"));
    }
}
