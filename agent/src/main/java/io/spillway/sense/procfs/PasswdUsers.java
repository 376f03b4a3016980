package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * User names by number, from {@code /etc/passwd}. Users of a directory service are known by their numbers: asking for their names
 * could block, or need a fork.
 */
public final class PasswdUsers {
    private final Path passwd;
    private final Map<Long, String> names = new HashMap<>();
    private @Nullable FileTime seen;

    PasswdUsers(Path passwd) {
        this.passwd = passwd;
    }

    /** The name of one user, or the number where it has none: as the process table tells it. */
    public static String nameOf(long uid, Path passwd) {
        PasswdUsers users = new PasswdUsers(passwd);
        users.refresh();
        return users.name(uid);
    }

    /** Reads the file again if it has changed; where it cannot be read, what is known stays. */
    void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(passwd);
            if (!changed.equals(seen)) {
                String text = new String(Files.readAllBytes(passwd), UTF_8);
                names.clear();
                text.lines().forEach(this::learn);
                seen = changed;
            }
        } catch (IOException e) {
            seen = null; // numbers will do until it can be read
        }
    }

    /** The name, or the number where it has none. */
    String name(long uid) {
        return names.computeIfAbsent(uid, Object::toString);
    }

    private void learn(String line) {
        String[] fields = line.split(":", 4);
        if (fields.length == 4 && !fields[0].isEmpty()) {
            try {
                names.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
            } catch (NumberFormatException e) {
                // A line of another kind (NIS: "+::::::"): it names nobody.
            }
        }
    }
}
