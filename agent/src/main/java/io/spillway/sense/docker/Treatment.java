package io.spillway.sense.docker;

import io.spillway.config.ContainerLimits.Care;

/** How a container is to be treated: its priority (0–100, higher lives longer) and the care it needs. */
record Treatment(int priority, Care care) {}
