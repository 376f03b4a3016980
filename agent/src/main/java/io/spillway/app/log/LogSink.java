package io.spillway.app.log;

import java.io.IOException;

/** Where lines end. Only the log's one writer calls it. */
public interface LogSink extends AutoCloseable {
    /** Takes one line, without a line break. */
    void write(String line) throws IOException;

    @Override
    void close() throws IOException;
}
