package io.spillway.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** {@code /}: one page that fetches what it shows; the browser runs the script and the style of this very page and nothing else. */
final class PageResource implements Resource {
    private static final String PAGE = "page.html";

    @Override
    public Response answer(Request request) throws IOException {
        byte[] page = page();
        String text = new String(page, StandardCharsets.UTF_8);
        String policy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'; script-src '" + hash(inside(text, "script")) + "'; style-src '"
                + hash(inside(text, "style")) + "'";
        return new Response(
                200, "text/html; charset=utf-8", Map.of("Content-Security-Policy", policy), out -> out.write(page));
    }

    private static byte[] page() throws IOException {
        try (InputStream resource =
                requireNonNull(PageResource.class.getResourceAsStream(PAGE), "missing in the agent: " + PAGE)) {
            return resource.readAllBytes();
        }
    }

    private static String inside(String page, String tag) {
        int start = page.indexOf("<" + tag + ">") + tag.length() + 2;
        return page.substring(start, page.indexOf("</" + tag + ">", start));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
