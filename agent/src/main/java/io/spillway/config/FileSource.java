package io.spillway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the file says. */
final class FileSource {
    private static final long LARGEST_BYTES = 1L << 20;

    private final Statements statements;
    private final Faults faults;

    FileSource(Statements statements, Faults faults) {
        this.statements = statements;
        this.faults = faults;
    }

    /** Reads {@code named}, or the first of {@code places} that is there. Answers which it was. */
    Optional<Path> read(@Nullable Path named, List<Path> places) {
        if (named != null) {
            read(named);
            return Optional.of(named);
        }
        // what is there but cannot be read is a fault, not a reason to look further
        Optional<Path> found = places.stream().filter(Files::exists).findFirst();
        found.ifPresent(this::read);
        return found;
    }

    private void read(Path file) {
        Place whole = Place.inFile(file.toString(), 0, 0);
        try {
            if (Files.isDirectory(file)) {
                faults.add(whole, "this is a directory: name the file in it");
            } else if (Files.size(file) > LARGEST_BYTES) {
                faults.add(whole, "the file is too large for a configuration (more than 1 MB)");
            } else {
                String text = Files.readString(file);
                Raw raw = YamlReader.read(text, (line, column) -> Place.inFile(file.toString(), line, column));
                statements.take(List.of(), raw);
            }
        } catch (NoSuchFileException e) {
            faults.add(whole, "there is no such file");
        } catch (AccessDeniedException e) {
            faults.add(whole, "the file must not be read by this user");
        } catch (CharacterCodingException e) {
            faults.add(whole, "the file is not text in UTF-8");
        } catch (IOException e) {
            faults.add(whole, "the file cannot be read: " + e.getMessage());
        } catch (BadValueException e) {
            faults.add(e.place(), String.valueOf(e.getMessage()));
        }
    }
}
