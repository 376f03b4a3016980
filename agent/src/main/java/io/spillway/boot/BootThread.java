package io.spillway.boot;

/** Makes threads that keep no host alive and take nothing from the thread that asked for them. */
final class BootThread {
    private BootThread() {}

    static void start(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
