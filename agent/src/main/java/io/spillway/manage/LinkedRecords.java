package io.spillway.manage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Lets go of the record classes that the JDK still holds when the agent's class loader should be collected. On Java 17 {@link
 * ObjectMethods} keeps its last conversion in a static method handle, and with it the record whose {@code equals}, {@code hashCode} or
 * {@code toString} was linked last, and so its loader. Linking the same for a class of the JDK takes the place.
 */
public final class LinkedRecords {
    private LinkedRecords() {}

    /** To be called last of all, when no record of ours is going to be compared for the first time any more. */
    public static void forget() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle getter = lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
            link(lookup, "equals", MethodType.methodType(boolean.class, String.class, Object.class), getter);
            link(lookup, "hashCode", MethodType.methodType(int.class, String.class), getter);
            link(lookup, "toString", MethodType.methodType(String.class, String.class), getter);
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a record's methods could not be linked: " + e, e);
        }
    }

    private static void link(MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle getter)
            throws Throwable {
        Object unused = ObjectMethods.bootstrap(lookup, method, type, String.class, "stripped", getter);
    }
}
