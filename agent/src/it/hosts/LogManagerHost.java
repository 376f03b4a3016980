import java.util.logging.LogManager;

/** Chooses a LogManager of its own, in main() or by -D, and uses it only when the agent runs. */
public class LogManagerHost {
    public static class Own extends LogManager {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0) {
            System.setProperty("java.util.logging.manager", args[0]);
        }
        long began = System.nanoTime();
        while (!runs() && System.nanoTime() - began < 30_000_000_000L) {
            Thread.sleep(20);
        }
        System.out.println("host: agent " + runs());
        System.out.println("host: " + LogManager.getLogManager().getClass().getName());
    }

    private static boolean runs() {
        String agent = System.getProperty("spillway.agent");
        return agent != null && !agent.equals("starting");
    }
}
