package io.spillway.manage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** One bean as text for people and for comparison: everything that a client can see of its interface. */
final class InterfaceListing {
    private final StringBuilder text = new StringBuilder();

    String of(String name, MBeanInfo info) {
        line(0, name);
        line(1, info.getDescription());
        for (MBeanAttributeInfo attribute : sorted(info.getAttributes(), MBeanAttributeInfo::getName)) {
            line(0, "");
            line(
                    1,
                    "attribute " + attribute.getName() + ": " + type(attribute.getDescriptor(), attribute.getType())
                            + unit(attribute.getDescriptor())
                            + (attribute.isWritable() ? ", writable" : ""));
            line(2, attribute.getDescription());
        }
        for (MBeanOperationInfo operation : sorted(info.getOperations(), MBeanOperationInfo::getName)) {
            line(0, "");
            String parameters = Arrays.stream(operation.getSignature())
                    .map(MBeanParameterInfo::getName)
                    .collect(Collectors.joining(", "));
            line(
                    1,
                    "operation %s(%s): %s, %s"
                            .formatted(
                                    operation.getName(),
                                    parameters,
                                    type(operation.getDescriptor(), operation.getReturnType()),
                                    impact(operation)));
            line(2, operation.getDescription());
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                line(
                        2,
                        "%s: %s%s. %s"
                                .formatted(
                                        parameter.getName(),
                                        type(parameter.getDescriptor(), parameter.getType()),
                                        unit(parameter.getDescriptor()),
                                        parameter.getDescription()));
            }
        }
        for (MBeanNotificationInfo notification : info.getNotifications()) {
            line(0, "");
            line(1, "notifications " + String.join(", ", notification.getNotifTypes()));
            line(2, notification.getDescription());
        }
        line(0, "");
        return text.toString();
    }

    private void line(int depth, String content) {
        text.append("    ".repeat(content.isEmpty() ? 0 : depth))
                .append(content)
                .append('\n');
    }

    private static <T> List<T> sorted(T[] features, Function<T, String> name) {
        return Arrays.stream(features).sorted(Comparator.comparing(name)).toList();
    }

    private static String unit(Descriptor descriptor) {
        Object unit = descriptor.getFieldValue("units");
        return unit == null ? "" : " (" + unit + ")";
    }

    private static String impact(MBeanOperationInfo operation) {
        return switch (operation.getImpact()) {
            case MBeanOperationInfo.INFO -> "informs";
            case MBeanOperationInfo.ACTION -> "acts";
            case MBeanOperationInfo.ACTION_INFO -> "acts and answers";
            default -> "UNKNOWN";
        };
    }

    private static String type(Descriptor descriptor, String otherwise) {
        return descriptor.getFieldValue("openType") instanceof OpenType<?> open ? type(open) : otherwise;
    }

    private static String type(OpenType<?> type) {
        if (type instanceof CompositeType composite) {
            return composite.keySet().stream()
                    .map(item -> item + " " + type(composite.getType(item)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (type instanceof ArrayType<?> array) {
            return "list of " + type(array.getElementOpenType());
        }
        if (type.equals(SimpleType.VOID)) {
            return "nothing";
        }
        String name = type.getTypeName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
