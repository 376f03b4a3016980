package io.spillway.rehearse;

/**
 * Somebody in the show.
 *
 * @param standsFor what it plays
 */
record Role(String name, String standsFor) {}
