package io.spillway.transport.unix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A unix channel that looks like a {@link Socket}. Reads and writes block without a time limit of their own: a deadline is kept
 * by closing the channel from another thread (as Okio's watchdog does), which ends them at once, connecting too.
 */
@SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // close must get through while another thread is blocked in here
final class UnixSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;
    private volatile int timeoutMillis;

    UnixSocket(Path path) throws IOException {
        super((SocketImpl) null);
        this.path = path;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** @throws ConnectException where the engine was not reached: nothing has been sent */
    @Override
    public void connect(SocketAddress ignored, int ignoredTimeoutMillis) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ClosedChannelException e) {
            throw e; // cut off by a deadline or an interrupt, whose exception it becomes
        } catch (IOException | IllegalArgumentException e) {
            var notReached = new ConnectException(path + ": " + e.getMessage());
            notReached.initCause(e);
            throw notReached;
        }
    }

    @Override
    public InputStream getInputStream() {
        return new ChannelInput(channel);
    }

    @Override
    public OutputStream getOutputStream() {
        return new ChannelOutput(channel);
    }

    /** Kept but without effect; the base class would open a TCP socket for it. */
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
        inputShutdown = true;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
        outputShutdown = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }

    /** Not {@code Channels.newInputStream}: that one and its counterpart share a lock, and a blocked read would hold up a write. */
    private static final class ChannelInput extends InputStream {
        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private static final class ChannelOutput extends OutputStream {
        private final SocketChannel channel;

        ChannelOutput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
