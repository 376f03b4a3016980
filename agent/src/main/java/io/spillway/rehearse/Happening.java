package io.spillway.rehearse;

import io.spillway.record.Entry;

/** An entry of the guard's journal, with the time of the show. */
record Happening(double seconds, Entry entry) {
    /** The target without the server or the PID that it carries in the journal: {@code ollama/NAME}, {@code NAME[PID]}. */
    String target() {
        String subject = entry.subject();
        String name = subject.startsWith("ollama/") ? subject.substring("ollama/".length()) : subject;
        return name.endsWith("]") ? name.substring(0, name.lastIndexOf('[')) : name;
    }
}
