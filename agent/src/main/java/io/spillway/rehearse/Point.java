package io.spillway.rehearse;

import io.spillway.assess.Level;

/** How memory stood at a moment of the show. */
record Point(double seconds, double usedPercent, Level level) {}
