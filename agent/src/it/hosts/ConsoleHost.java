import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import javax.management.ObjectName;

/** A host that answers questions about itself, one line each. */
public class ConsoleHost {
    private static WeakReference<ClassLoader> loader = new WeakReference<>(null);

    public static void main(String[] args) throws Exception {
        System.out.println("host: ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println("host: " + answer(words));
        }
    }

    private static Object answer(String[] words) throws Exception {
        switch (words[0]) {
            case "sees-class":
                return seesClass(words[1]);
            case "sees-resource":
                return Collections.list(ClassLoader.getSystemResources(words[1])).size();
            case "await-agent":
                loader = new WeakReference<>(awaitAgent());
                return "running";
            case "inner-resources":
                return innerResources(words[1]);
            case "inner-class-on-interrupted-thread":
                return innerClassOnInterruptedThread(words[1], words[2]);
            case "agents":
                return agents();
            case "beans":
                return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("spillway:*"), null);
            case "await-nothing-left":
                return awaitNothingLeft();
            case "await-collected":
                return awaitCollected();
            default:
                return "no such question";
        }
    }

    private static boolean seesClass(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static ClassLoader awaitAgent() throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 30_000_000_000L) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                ClassLoader context = thread.getContextClassLoader();
                if (System.getProperty("spillway.agent", "starting").length() > "starting".length()
                        && context != null
                        && "spillway".equals(context.getName())) {
                    return context;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("no thread of the agent within 30 s");
    }

    /** Each address is parsed again from its text, as Jolokia does. */
    private static List<String> innerResources(String name) throws IOException {
        List<String> contents = new ArrayList<>();
        for (URL url : Collections.list(loader.get().getResources(name))) {
            byte[] content = new URL(url.toString()).openStream().readAllBytes();
            contents.add(url.getProtocol() + " " + (content.length > 0));
        }
        return contents;
    }

    private static String innerClassOnInterruptedThread(String one, String another) throws Exception {
        Thread.currentThread().interrupt();
        loader.get().loadClass(one);
        Thread.interrupted();
        return loader.get().loadClass(another).getName();
    }

    /** How many loaders of an agent the threads have. */
    private static long agents() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getContextClassLoader)
                .filter(context -> context != null && "spillway".equals(context.getName()))
                .distinct()
                .count();
    }

    private static TreeSet<String> threads() {
        TreeSet<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ClassLoader context = thread.getContextClassLoader();
            if (thread.getName().startsWith("spillway")
                    || (context != null && "spillway".equals(context.getName()))) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static TreeSet<String> properties() {
        TreeSet<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
        names.removeIf(name -> !name.startsWith("spillway."));
        return names;
    }

    private static String awaitNothingLeft() throws InterruptedException {
        long began = System.nanoTime();
        while (!(threads().isEmpty() && properties().isEmpty()) && System.nanoTime() - began < 30_000_000_000L) {
            Thread.sleep(20);
        }
        return threads() + " " + properties();
    }

    private static String awaitCollected() throws InterruptedException {
        long began = System.nanoTime();
        while (loader.get() != null && System.nanoTime() - began < 30_000_000_000L) {
            System.gc();
            Thread.sleep(20);
        }
        return loader.get() == null ? "collected" : "still there";
    }
}
