package io.spillway.app.log;

import java.io.PrintStream;

/** Lines to a stream that is somebody else's, such as standard error. */
public final class StreamSink implements LogSink {
    private final PrintStream stream;

    public StreamSink(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(String line) {
        stream.println(line);
    }

    /** Leaves the stream open. */
    @Override
    public void close() {
        stream.flush();
    }
}
