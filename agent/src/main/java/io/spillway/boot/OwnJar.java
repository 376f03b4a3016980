package io.spillway.boot;

import java.io.File;
import java.net.URISyntaxException;
import java.security.CodeSource;

/** The jar that these classes came from. */
final class OwnJar {
    private OwnJar() {}

    static File find() {
        CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalStateException("the agent does not know its own jar: give it with the option jar=");
        }
        try {
            return new File(source.getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IllegalStateException(
                    "the agent's jar has an address that is no file: " + source.getLocation(), odd);
        }
    }
}
