package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.mbeans.SpillwayNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import javax.management.Descriptor;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementInterfaceTest {
    private static final Path APPROVED = Path.of("..", "docs", "management-interface.txt");
    private static final Path ACTUAL = Path.of("target", "management-interface.txt");
    private static final Set<OpenType<?>> NUMBERS = Set.of(SimpleType.INTEGER, SimpleType.LONG, SimpleType.DOUBLE);

    /** Numbers in records whose names need no unit: the record's documentation says what they count. */
    private static final Set<String> COUNTS =
            Set.of("sequence", "count", "cpuCount", "parameters", "priority", "cpuLimit", "limit", "achieved");

    private static final List<String> UNIT_ENDINGS = List.of("Bytes", "Percent", "Seconds", "At");

    private final ManagedFake fake = new ManagedFake(normal().withModels(model("qwen2.5:3b", GIB))
            .withContainers(container("postgres", GIB))
            .build());

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void theInterfaceIsTheApprovedOne() throws IOException, JMException {
        StringBuilder listing = new StringBuilder();
        for (ObjectName name : names()) {
            listing.append(new InterfaceListing().of(name.toString(), fake.server.getMBeanInfo(name)))
                    .append('\n');
        }
        Files.writeString(ACTUAL, listing);

        assertThat(listing.toString())
                .as("the management interface has changed; if that is meant: cp agent/%s docs/", ACTUAL)
                .isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void everythingHasADescription() throws JMException {
        List<String> missing = new ArrayList<>();
        for (ObjectName name : names()) {
            MBeanInfo info = fake.server.getMBeanInfo(name);
            requireSentence(missing, name.toString(), info.getDescription());
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                requireSentence(missing, name + " " + attribute.getName(), attribute.getDescription());
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                requireSentence(missing, name + " " + operation.getName(), operation.getDescription());
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    requireSentence(
                            missing,
                            name + " " + operation.getName() + " " + parameter.getName(),
                            parameter.getDescription());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyNumberHasAUnitWhichItsDescriptionRepeats() throws JMException {
        List<String> missing = new ArrayList<>();
        for (ObjectName name : names()) {
            MBeanInfo info = fake.server.getMBeanInfo(name);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                requireUnit(
                        missing,
                        name + " " + attribute.getName(),
                        attribute.getDescriptor(),
                        attribute.getDescription());
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    requireUnit(
                            missing,
                            name + " " + operation.getName() + " " + parameter.getName(),
                            parameter.getDescriptor(),
                            parameter.getDescription());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyNumberInARecordHasItsUnitInItsName() throws JMException {
        List<String> missing = new ArrayList<>();
        for (ObjectName name : names()) {
            MBeanInfo info = fake.server.getMBeanInfo(name);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                requireUnitsInNames(missing, name + " " + attribute.getName(), openType(attribute.getDescriptor()));
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                requireUnitsInNames(missing, name + " " + operation.getName(), openType(operation.getDescriptor()));
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyOperationHasAnImpactNamedParametersAndNoOverload() throws JMException {
        for (ObjectName name : names()) {
            Set<String> operations = new HashSet<>();
            for (MBeanOperationInfo operation : fake.server.getMBeanInfo(name).getOperations()) {
                assertThat(operation.getImpact())
                        .as("impact of %s %s", name, operation.getName())
                        .isNotEqualTo(MBeanOperationInfo.UNKNOWN);
                assertThat(operations.add(operation.getName()))
                        .as("%s of %s is not overloaded", operation.getName(), name)
                        .isTrue();
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    assertThat(parameter.getName()).doesNotMatch("(p|arg)\\d+");
                }
            }
        }
    }

    @Test
    void whatOnlyInformsHasAnAttributeThatShowsIt() throws JMException {
        List<String> informing = new ArrayList<>();
        for (ObjectName name : names()) {
            for (MBeanOperationInfo operation : fake.server.getMBeanInfo(name).getOperations()) {
                if (operation.getImpact() == MBeanOperationInfo.INFO) {
                    informing.add(name.getKeyProperty("type") + "." + operation.getName());
                }
            }
        }

        assertThat(informing)
                .as("a read-only user may run none of these: Preview, RoomBytes and Recent are their twins")
                .containsExactlyInAnyOrder("Guard.previewPlan", "Guard.canLoad", "Journal.since");
    }

    private Iterable<ObjectName> names() {
        TreeMap<String, ObjectName> sorted = new TreeMap<>();
        fake.server.queryNames(SpillwayNames.ALL, null).forEach(name -> sorted.put(name.toString(), name));
        return sorted.values();
    }

    private static void requireSentence(List<String> missing, String where, String description) {
        if (!description.endsWith(".") || !description.contains(" ")) {
            missing.add(where + ": " + description);
        }
    }

    private static void requireUnit(List<String> missing, String where, Descriptor descriptor, String description) {
        if (!NUMBERS.contains(openType(descriptor))) {
            return;
        }
        Object unit = descriptor.getFieldValue("units");
        if (unit == null
                || !description
                        .toLowerCase(Locale.ROOT)
                        .contains(unit.toString().toLowerCase(Locale.ROOT))) {
            missing.add(where + ": " + unit + " is not in: " + description);
        }
    }

    private static void requireUnitsInNames(List<String> missing, String where, OpenType<?> type) {
        if (type instanceof ArrayType<?> array) {
            requireUnitsInNames(missing, where, array.getElementOpenType());
        } else if (type instanceof CompositeType composite) {
            for (String item : composite.keySet()) {
                OpenType<?> itemType = composite.getType(item);
                boolean said = COUNTS.contains(item)
                        || item.equals("at")
                        || UNIT_ENDINGS.stream().anyMatch(item::endsWith);
                if (NUMBERS.contains(itemType) && !said) {
                    missing.add(where + " " + item);
                }
                requireUnitsInNames(missing, where + " " + item, itemType);
            }
        }
    }

    private static OpenType<?> openType(Descriptor descriptor) {
        return (OpenType<?>) descriptor.getFieldValue("openType");
    }
}
