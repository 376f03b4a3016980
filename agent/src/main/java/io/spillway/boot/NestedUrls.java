package io.spillway.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens the addresses that the loader gives out for what lies in a nested jar: {@code spillway:core.jar!/name}. */
final class NestedUrls extends URLStreamHandler {
    private final NestedJars jars;

    NestedUrls(NestedJars jars) {
        this.jars = jars;
    }

    // The constructor is the only way to an address whose handler is not registered with the host's JVM.
    @SuppressWarnings("deprecation")
    URL of(Zip.Entry entry) throws IOException {
        return new URL(null, "spillway:" + entry.zip().name() + "!/" + entry.name(), this);
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new Connection(url);
    }

    private final class Connection extends URLConnection {
        Connection(URL url) {
            super(url);
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            String path = url.getPath();
            int bang = path.indexOf("!/");
            if (bang >= 0) {
                String name = path.substring(bang + 2);
                for (Zip.Entry entry : jars.find(name)) {
                    if (entry.zip().name().equals(path.substring(0, bang))) {
                        return new ByteArrayInputStream(entry.content());
                    }
                }
            }
            throw new IOException("nothing lies at " + url);
        }
    }
}
