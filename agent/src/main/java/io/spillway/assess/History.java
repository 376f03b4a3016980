package io.spillway.assess;

/** What an assessment hands on to the next. Its inside is the assessor's own. */
public record History() {
    public static final History NONE = new History();
}
