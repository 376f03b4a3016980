package io.spillway.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that starts stand-ins, says so, and waits to be ended. */
final class ParentOfStandIns {
    private ParentOfStandIns() {}

    public static void main(String[] args) throws IOException {
        Launcher launcher = Launcher.in(Path.of(args[0]), Path.of(System.getProperty("java.home")));
        StandIn runaway = launcher.holder("runaway", 80_000_000);
        runaway.hold(80_000_000, 1e9);
        StandInServer server = launcher.modelServer(List.of(new ModelOnDisk("a:1b", 1, 60_000_000)));
        server.load("a:1b").join();
        System.out.println("started");
        int end = System.in.read();
        System.exit(end);
    }
}
