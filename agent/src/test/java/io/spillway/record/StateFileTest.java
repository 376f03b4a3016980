package io.spillway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        assertThat(new StateFile(folder, "a").read()).isEmpty();
    }

    @Test
    void itIsReplacedAsAWholeAndNothingIsLeftBeside() throws IOException {
        StateFile file = new StateFile(folder.resolve("new/state"), "a");

        file.replace(bytes("a longer text"));
        file.replace(bytes("short"));

        assertThat(file.read()).contains(bytes("short"));
        assertThat(folder.resolve("new/state").toFile().list()).containsExactly("a");
    }

    @Test
    void aReplacementThatFailsLeavesTheOldContent() throws IOException {
        StateFile file = new StateFile(folder, "a");
        file.replace(bytes("old"));
        Files.createDirectory(folder.resolve("a.new"));

        assertThatThrownBy(() -> file.replace(bytes("new"))).isInstanceOf(IOException.class);

        assertThat(file.read()).contains(bytes("old"));
    }

    @Test
    void theDirectoryIsForTheUserAndTheGroup() throws IOException {
        new StateFile(folder.resolve("state"), "a").replace(bytes("x"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
                .endsWith("---");
    }

    @Test
    void whatIsSetAsideIsKept() throws IOException {
        StateFile file = new StateFile(folder, "a");
        file.replace(bytes("damaged"));

        assertThat(file.setAside()).hasContent("damaged").hasFileName("a.damaged");
        assertThat(file.read()).isEmpty();
    }

    @Test
    void deletingTwiceIsNoFault() throws IOException {
        StateFile file = new StateFile(folder, "a");
        file.replace(bytes("x"));

        file.delete();
        file.delete();

        assertThat(file.path()).doesNotExist();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
