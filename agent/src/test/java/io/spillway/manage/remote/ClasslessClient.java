package io.spillway.manage.remote;

import com.sun.tools.attach.VirtualMachine;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads every attribute, runs operations, hands in what is wrong, and waits for notifications: one line each, {@code what|where|result}.
 * Its argument is a PID to attach to or a JMX service URL.
 */
public final class ClasslessClient {
    private static final int NOTIFICATIONS = 3;

    private final MBeanServerConnection connection;
    private final ObjectName guard = new ObjectName("spillway:type=Guard");
    private final ObjectName thresholds = new ObjectName("spillway:type=Thresholds");

    private ClasslessClient(MBeanServerConnection connection) throws Exception {
        this.connection = connection;
    }

    @SuppressWarnings("BanJNDI") // The address is the test's own, on loopback.
    public static void main(String[] arguments) throws Exception {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(urlOf(arguments[0])))) {
            ClasslessClient client = new ClasslessClient(connector.getMBeanServerConnection());
            client.refuseOtherClasses();
            client.readEverything();
            client.operate();
            client.misuse();
            client.listen();
        }
    }

    private static String urlOf(String argument) throws Exception {
        if (argument.startsWith("service:")) {
            return argument;
        }
        VirtualMachine machine = VirtualMachine.attach(argument);
        try {
            return machine.startLocalManagementAgent();
        } finally {
            machine.detach();
        }
    }

    private void refuseOtherClasses() {
        try {
            Class.forName("io.spillway.mbeans.GuardMXBean");
            say("classes", "mbeans", "PRESENT");
        } catch (ClassNotFoundException e) {
            say("classes", "mbeans", "absent");
        }
    }

    private void readEverything() throws Exception {
        for (ObjectName name : new TreeSet<>(connection.queryNames(new ObjectName("spillway:*"), null))) {
            for (MBeanAttributeInfo attribute : connection.getMBeanInfo(name).getAttributes()) {
                Object value = connection.getAttribute(name, attribute.getName());
                requireJdkClasses(value);
                say("read", name + " " + attribute.getName(), shorten(String.valueOf(value)));
            }
        }
    }

    private void operate() throws Exception {
        for (String operation : new String[] {"optimize", "emergencyScaleDown"}) {
            CompositeData report = (CompositeData) connection.invoke(guard, operation, new Object[0], new String[0]);
            requireJdkClasses(report);
            say("done", operation, String.valueOf(report.get("message")));
        }
    }

    private void misuse() {
        attempt(
                "previewPlan",
                () -> connection.invoke(
                        guard, "previewPlan", new Object[] {"critcal"}, new String[] {"java.lang.String"}));
        attempt("canLoad", () -> connection.invoke(guard, "canLoad", new Object[] {-1L}, new String[] {"long"}));
        attempt("WarningPercent", () -> {
            connection.setAttribute(thresholds, new Attribute("WarningPercent", 95.0));
            return "";
        });
        attempt(
                "dump",
                () -> connection.invoke(
                        new ObjectName("spillway:type=Recorder"), "dump", new Object[0], new String[0]));
    }

    private void listen() throws Exception {
        CountDownLatch left = new CountDownLatch(NOTIFICATIONS);
        connection.addNotificationListener(
                guard,
                (notification, none) -> {
                    say("notification", notification.getType(), describe(notification));
                    left.countDown();
                },
                null,
                null);
        say("listening", "Guard", "now");
        if (!left.await(20, TimeUnit.SECONDS)) {
            say("notification", "missing", String.valueOf(left.getCount()));
        }
    }

    private static String describe(Notification notification) {
        CompositeData entry = (CompositeData) notification.getUserData();
        return notification.getSequenceNumber() + " " + entry.get("kind") + " " + entry.get("sequence");
    }

    private static void attempt(String what, Attempt attempt) {
        try {
            say("refused", what, "NOT REFUSED: " + attempt.run());
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            say("refused", what, cause.getClass().getName() + ": " + cause.getMessage());
        }
    }

    private static void requireJdkClasses(Object value) {
        if (value instanceof Object[] array) {
            for (Object each : array) {
                requireJdkClasses(each);
            }
        } else if (value instanceof CompositeData composite) {
            requireJdkClasses(composite.values());
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(ClasslessClient::requireJdkClasses);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(ClasslessClient::requireJdkClasses);
        } else if (value != null && !value.getClass().getName().startsWith("java")) {
            throw new IllegalStateException("not a class of the JDK: " + value.getClass());
        }
    }

    private static String shorten(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= 60 ? line : line.substring(0, 60);
    }

    private static synchronized void say(String what, String where, String result) {
        System.out.println(what + "|" + where + "|" + result);
    }

    /** Something that should fail. */
    @FunctionalInterface
    private interface Attempt {
        Object run() throws Exception;
    }
}
