package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/** A model server: its type and address, such as {@code ollama} at {@code http://127.0.0.1:11434}. */
public record RuntimeId(String type, String address) {
    public RuntimeId {
        requireNonNull(type, "type");
        requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return type + "@" + address;
    }
}
