package io.spillway.testing.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server at a unix socket that answers as its test tells it, well or badly. A connection ends with its one answer. */
public final class UnixServer implements AutoCloseable {
    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        /** @param request method and path: {@code GET /containers/json?all=1} */
        void answer(String request, Connection connection) throws IOException;
    }

    private final Path folder;
    private final ServerSocketChannel listener;
    private final Script script;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public UnixServer(Script script) throws IOException {
        this.folder = Files.createTempDirectory(Path.of("/tmp"), "spillway-");
        this.script = script;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket()));
        daemon(this::accept);
    }

    public Path socket() {
        return folder.resolve("s");
    }

    /** All that were asked, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var channel = listener.accept();
                daemon(() -> serve(channel));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            String request = requestLine(channel);
            requests.add(request);
            script.answer(request, new Connection(channel, closed));
        } catch (IOException e) {
            // the client went away
        }
    }

    private static String requestLine(SocketChannel channel) throws IOException {
        var head = new StringBuilder();
        var buffer = ByteBuffer.allocate(4096);
        while (head.indexOf("\r\n\r\n") < 0 && channel.read(buffer) >= 0) {
            head.append(UTF_8.decode(buffer.flip()));
            buffer.clear();
        }
        int end = head.lastIndexOf(" HTTP/", head.indexOf("\r\n"));
        return head.substring(0, Math.max(0, end));
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "a test's unix server");
        thread.setDaemon(true);
        thread.start();
    }

    /** To the one who asked. */
    public static final class Connection {
        private final SocketChannel channel;
        private final CountDownLatch closed;

        Connection(SocketChannel channel, CountDownLatch closed) {
            this.channel = channel;
            this.closed = closed;
        }

        /** Sends bytes as they are. */
        public void raw(String text) throws IOException {
            var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        public void json(int status, String body) throws IOException {
            raw("HTTP/1.1 " + status + " Because\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
        }

        /** The answer of a change that was made. */
        public void noContent() throws IOException {
            raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        }

        /** Says nothing for as long as the server lives. */
        public void hang() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
