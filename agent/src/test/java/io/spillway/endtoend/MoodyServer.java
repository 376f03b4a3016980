package io.spillway.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A server at a unix or TCP socket that is well or unwell as its test tells it. A connection ends with its one answer. */
final class MoodyServer implements AutoCloseable {
    private final SocketAddress address;
    private final Map<String, String> answers;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.WELL;
    private volatile @Nullable ServerSocketChannel listener;

    /** How it is. */
    enum Mood {
        WELL,
        /** Accepts, and never answers. */
        HANGING,
        /** Answers something that is not HTTP. */
        BABBLING,
        /** Answers HTTP and a page instead of what was asked for. */
        SENDING_A_PAGE,
        /** Its address is there and nobody listens. */
        REFUSING,
        /** Its address is not there either. */
        ABSENT
    }

    /** @param answers JSON, by the beginning of the path */
    static MoodyServer unix(Path socket, Map<String, String> answers) throws IOException {
        return new MoodyServer(UnixDomainSocketAddress.of(socket), answers);
    }

    /** On a free loopback port. */
    static MoodyServer tcp(Map<String, String> answers) throws IOException {
        SocketAddress free;
        try (ServerSocketChannel any = ServerSocketChannel.open()) {
            any.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            free = any.getLocalAddress();
        }
        return new MoodyServer(free, answers);
    }

    private MoodyServer(SocketAddress address, Map<String, String> answers) throws IOException {
        this.address = address;
        this.answers = Map.copyOf(answers);
        become(Mood.WELL);
    }

    String url() {
        return address instanceof InetSocketAddress inet ? "http://127.0.0.1:" + inet.getPort() : "unix://" + address;
    }

    void become(Mood wanted) throws IOException {
        mood = wanted;
        if (wanted == Mood.REFUSING || wanted == Mood.ABSENT) {
            stopListening();
            if (wanted == Mood.ABSENT && address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        } else if (listener == null) {
            listen();
        }
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void listen() throws IOException {
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        ServerSocketChannel opened =
                ServerSocketChannel.open(isUnix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
        opened.bind(address);
        listener = opened;
        inBackground(() -> accept(opened));
    }

    private void stopListening() throws IOException {
        ServerSocketChannel closing = listener;
        listener = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void accept(ServerSocketChannel from) {
        while (from.isOpen()) {
            try {
                SocketChannel connection = from.accept();
                connections.add(connection);
                inBackground(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            String path = pathAskedFor(connection);
            switch (mood) {
                case WELL -> send(connection, ok("application/json", answer(path)));
                case BABBLING -> send(connection, "\u0000\u0001 nonsense\r\n\r\n");
                case SENDING_A_PAGE -> send(connection, ok("text/html", "<html>Welcome to the router</html>"));
                // Until the client gives up, or the mood changes.
                case HANGING, REFUSING, ABSENT -> connection.read(ByteBuffer.allocate(1));
            }
        } catch (IOException gone) {
            // The client went away, or the mood has changed.
        } finally {
            connections.remove(connection);
        }
    }

    private String answer(String path) {
        return answers.entrySet().stream()
                .filter(each -> path.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("{}");
    }

    private static String ok(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(type, body.getBytes(UTF_8).length, body);
    }

    private static String pathAskedFor(SocketChannel connection) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (head.indexOf("\r\n\r\n") < 0 && connection.read(buffer) >= 0) {
            head.append(UTF_8.decode(buffer.flip()));
            buffer.clear();
        }
        String[] words = head.toString().split(" ", 3);
        return words.length == 3 ? words[1] : "";
    }

    private static void send(SocketChannel connection, String text) throws IOException {
        ByteBuffer bytes = UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        become(Mood.ABSENT);
    }
}
