package io.spillway.transport;

/** What a server answered, whatever the status. */
public final class Answer {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The body; not copied, and not to be changed. */
    public byte[] body() {
        return body;
    }
}
