import io.spillway.rehearse.standin.ModelServer;

/**
 * The rehearsal's stand-in for a model server, under the one name that makes its command line read {@code ollama serve}: it is started
 * through a link called {@code ollama} to the Java launcher, whose first argument is the class. By such a command line the guard
 * recognises a server. It lies in no package because a package would be a part of that name.
 */
@SuppressWarnings("DefaultPackage")
public final class serve {
    private serve() {}

    public static void main(String[] args) throws Exception {
        ModelServer.main(args);
    }
}
