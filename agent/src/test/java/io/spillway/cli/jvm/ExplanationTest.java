package io.spillway.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
    private static final Path JAR = Path.of("/opt/spillway-agent.jar");

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToDo(Exception failure, String advice) {
        assertThat(Explanation.of(42, JAR, failure))
                .hasMessageStartingWith("PID 42: ")
                .hasMessageContaining(advice)
                .hasCause(failure);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("No such process"), "lists the JVMs"),
                Arguments.of(new IOException("Operation not permitted"), "as that user or as root"),
                Arguments.of(
                        new AttachNotSupportedException("The VM does not support the attach mechanism"),
                        "start it with -javaagent:/opt/spillway-agent.jar"),
                Arguments.of(
                        new AttachNotSupportedException("Unable to open socket file /tmp/.java_pid42: target process"
                                + " 42 doesn't respond within 10500ms or HotSpot VM not loaded"),
                        "Try again"),
                Arguments.of(
                        new AgentLoadException("Dynamic agent loading is not enabled"),
                        "start it with -javaagent:/opt/spillway-agent.jar"),
                Arguments.of(
                        new AgentLoadException("Failed to load agent library: Module java.instrument not found"),
                        "run it with a full one"),
                Arguments.of(
                        new AgentLoadException("Agent JAR not found or no Agent-Class attribute"),
                        "readable there under this very path"),
                Arguments.of(
                        new AgentInitializationException("Agent JAR loaded but agent failed to initialize"),
                        "standard error tells why"));
    }

    @Test
    void aRuntimeWithoutTheAttachModuleIsNamed() {
        NoClassDefFoundError missing = new NoClassDefFoundError("com/sun/tools/attach/VirtualMachine");

        assertThat(Explanation.noAttachModule(missing))
                .hasMessageContaining(System.getProperty("java.home"))
                .hasMessageContaining("full JDK");
    }
}
