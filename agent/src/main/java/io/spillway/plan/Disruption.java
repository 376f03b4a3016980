package io.spillway.plan;

/** What a measure costs its users; in rising order. */
public enum Disruption {
    /** Nobody notices. */
    NONE,
    /** The next use is slower: an idle model is loaded again. */
    RELOAD,
    /** Work in progress is lost; a model's requests fail. */
    LOST_REQUESTS,
    /** A program ends. */
    PROGRAM_ENDED,
    /** A service is away until it is restored. */
    SERVICE_STOPPED
}
