package io.spillway.rehearse;

/**
 * A model that the stand-in server offers.
 *
 * @param bytes what its runner holds when it is loaded
 */
record ModelOnDisk(String name, long parameters, long bytes) {
    String argument() {
        return name + "=" + parameters + "=" + bytes;
    }
}
