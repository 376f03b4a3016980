package io.spillway.bench;

import io.spillway.manage.ManagedHost;
import io.spillway.mbeans.SpillwayNames;
import java.util.Arrays;
import java.util.Locale;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** How long a local read of an attribute takes: a number, a record, a list of records. */
public final class ManageBench {
    private static final int WARM_UP = 20_000;
    private static final int READS = 50_000;

    private ManageBench() {}

    public static void main(String[] arguments) throws JMException {
        try (ManagedHost host = new ManagedHost(MBeanServerFactory.newMBeanServer())) {
            measure("attribute_read_primitive", host.server(), SpillwayNames.GUARD, "UsedPercent");
            measure("attribute_read_record", host.server(), SpillwayNames.GUARD, "Resources");
            measure("attribute_read_list", host.server(), SpillwayNames.MODELS, "Models");
            measure("attribute_read_one_of_1000", host.server(), SpillwayNames.container("c999"), "UsageBytes");
        }
    }

    private static void measure(String name, MBeanServer server, ObjectName bean, String attribute) throws JMException {
        for (int i = 0; i < WARM_UP; i++) {
            server.getAttribute(bean, attribute);
        }
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long start = System.nanoTime();
            server.getAttribute(bean, attribute);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"p50_us\":%.2f,\"p99_us\":%.2f,\"budget_us\":50}%n",
                name,
                nanos[READS / 2] / 1e3,
                nanos[READS / 100 * 99] / 1e3);
    }
}
