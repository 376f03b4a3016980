package io.spillway.http;

import java.util.List;
import javax.management.MXBean;

/** Stands for Spillway's own beans, and under another name for a host's. */
@MXBean
public interface TestBean {
    /** A part of an attribute. */
    record Limits(double cpus, long memoryBytes) {
        public static Limits of(double cpus, long memoryBytes) {
            return new Limits(cpus, memoryBytes);
        }
    }

    double getPercent();

    void setPercent(double percent);

    List<Limits> getTable();

    double half(double value);

    String fail(String argument);

    int getCalls();

    void act();
}
