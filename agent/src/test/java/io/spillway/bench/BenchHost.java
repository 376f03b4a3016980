package io.spillway.bench;

/** A host application for an agent: writes a byte at once, and ends after so many milliseconds (0: at once). */
public final class BenchHost {
    private BenchHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.write('x');
        System.out.flush();
        long millis = arguments.length == 0 ? 0 : Long.parseLong(arguments[0]);
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
