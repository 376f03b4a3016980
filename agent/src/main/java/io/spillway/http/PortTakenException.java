package io.spillway.http;

import java.io.IOException;

/** Another program listens on the configured port; the text says which, where that can be told, and what to do. */
public final class PortTakenException extends IOException {
    PortTakenException(int port, String address, String holder, IOException cause) {
        super(
                "port " + port + " on " + address + " is taken" + holder
                        + ": stop that program or start with --set http.port=<another>",
                cause);
    }
}
