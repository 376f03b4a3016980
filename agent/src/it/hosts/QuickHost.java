/** Ends as soon as it has begun. */
public class QuickHost {
    public static void main(String[] args) {
        System.out.println("host: main");
    }
}
