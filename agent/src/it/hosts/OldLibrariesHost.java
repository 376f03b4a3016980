import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import kotlin.KotlinVersion;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Uses its own old libraries while the agent's loader uses the agent's. */
public class OldLibrariesHost {
    public interface C extends Library {
        int getpid();
    }

    public static void main(String[] args) {
        int status = 1;
        try {
            useBoth();
            status = 0;
        } catch (Throwable failure) {
            failure.printStackTrace();
        }
        System.exit(status);
    }

    private static void useBoth() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

        hostUsesItsOwn(url);
        ClassLoader agent = awaitAgent();
        agentUsesItsOwn(agent, url);
        hostUsesItsOwn(url);
        System.out.println("host: done");
    }

    private static void hostUsesItsOwn(String url) throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
            System.out.println("host: okhttp " + okhttp3.internal.Version.userAgent() + " " + response.code());
        }
        ObjectMapper mapper = new ObjectMapper();
        System.out.println("host: jackson " + mapper.version() + " " + mapper.readTree("{\"a\":1}").get("a"));
        System.out.println("host: kotlin " + KotlinVersion.CURRENT);
        C c = Native.loadLibrary("c", C.class);
        System.out.println("host: jna " + Native.VERSION + " " + (c.getpid() == ProcessHandle.current().pid()));
    }

    private static void agentUsesItsOwn(ClassLoader agent, String url) throws Exception {
        Class<?> clientClass = agent.loadClass("okhttp3.OkHttpClient");
        Class<?> builderClass = agent.loadClass("okhttp3.Request$Builder");
        Class<?> requestClass = agent.loadClass("okhttp3.Request");
        Object client = clientClass.getConstructor().newInstance();
        Object builder = builderClass.getConstructor().newInstance();
        Object request = builderClass.getMethod("build").invoke(
                builderClass.getMethod("url", String.class).invoke(builder, url));
        Object call = clientClass.getMethod("newCall", requestClass).invoke(client, request);
        Object response = agent.loadClass("okhttp3.Call").getMethod("execute").invoke(call);
        Object code = agent.loadClass("okhttp3.Response").getMethod("code").invoke(response);
        System.out.println("agent: okhttp " + agent.loadClass("okhttp3.OkHttp").getField("VERSION").get(null) + " " + code);

        Class<?> mapperClass = agent.loadClass("com.fasterxml.jackson.databind.ObjectMapper");
        Object mapper = mapperClass.getConstructor().newInstance();
        Object tree = mapperClass.getMethod("readTree", String.class).invoke(mapper, "[1,2]");
        System.out.println("agent: jackson " + mapperClass.getMethod("version").invoke(mapper) + " " + tree);
        Object kotlin = agent.loadClass("kotlin.KotlinVersion").getField("CURRENT").get(null);
        System.out.println("agent: kotlin " + kotlin);
        System.out.println("agent: jna " + (has(agent, "com.sun.jna.Native") ? "too" : "none"));
        Class<?> oshi = agent.loadClass("io.spillway.sense.oshi.OshiResources");
        Object resources = oshi.getConstructor(Path.class, InstantSource.class).newInstance(Path.of("/"), InstantSource.system());
        System.out.println("agent: oshi " + oshi.getMethod("cpuCount").invoke(resources));
        System.out.println("agent: oshi " + oshi.getMethod("process", long.class).invoke(resources, ProcessHandle.current().pid()));
    }

    private static boolean has(ClassLoader agent, String name) {
        try {
            agent.loadClass(name);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static ClassLoader awaitAgent() throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 30_000_000_000L) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                ClassLoader context = thread.getContextClassLoader();
                if (context != null && "spillway".equals(context.getName())) {
                    return context;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("no thread of the agent within 30 s");
    }
}
