package io.spillway.config;

/** Whether the operator named something or it is only our guess. */
public enum Origin {
    ASSUMED,
    CONFIGURED
}
