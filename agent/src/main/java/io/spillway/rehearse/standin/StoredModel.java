package io.spillway.rehearse.standin;

import java.util.Locale;

/**
 * A model that the stand-in server has "on its disk".
 *
 * @param name with its tag
 * @param parameters what it says of itself
 * @param bytes what its runner holds
 * @param digest 64 hexadecimal digits
 */
record StoredModel(String name, long parameters, long bytes, String digest) {
    /** {@code NAME=PARAMETERS=BYTES}. */
    static StoredModel parse(String argument) {
        String[] parts = argument.split("=", -1);
        String digest = String.format(Locale.ROOT, "%064x", Integer.toUnsignedLong(parts[0].hashCode()));
        return new StoredModel(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), digest);
    }

    String blob() {
        return "/stand-in/models/blobs/sha256-" + digest;
    }

    /** Common to what the API tells of a model. */
    String json() {
        return "\"name\":\"%s\",\"model\":\"%s\",\"size\":%d,\"digest\":\"%s\",\"details\":%s"
                .formatted(name, name, bytes, digest, details());
    }

    String details() {
        return "{\"format\":\"gguf\",\"family\":\"stand-in\",\"parameter_size\":\"%s\",\"quantization_level\":\"Q4_K_M\"}"
                .formatted(String.format(Locale.ROOT, "%.1fB", parameters / 1e9));
    }
}
