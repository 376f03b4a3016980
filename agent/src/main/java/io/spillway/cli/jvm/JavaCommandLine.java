package io.spillway.cli.jvm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A java command line, as it stands in {@code /proc/PID/cmdline}, with the options that came by the environment. */
final class JavaCommandLine {
    private static final Set<String> WITH_ARGUMENT = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source",
            "--describe-module");

    private final List<String> words;
    private final List<String> environmentOptions;

    /**
     * @param commandLine words with a NUL behind each
     * @param environment {@code NAME=value} with a NUL behind each; empty where it may not be read
     */
    JavaCommandLine(String commandLine, String environment) {
        words = List.of(commandLine.split("\0"));
        environmentOptions = Arrays.stream(environment.split("\0"))
                .filter(each -> each.startsWith("JAVA_TOOL_OPTIONS=") || each.startsWith("JDK_JAVA_OPTIONS="))
                .flatMap(each ->
                        Arrays.stream(each.substring(each.indexOf('=') + 1).split("\\s+")))
                .toList();
    }

    boolean startsJava() {
        String program = words.get(0);
        return program.substring(program.lastIndexOf('/') + 1).equals("java");
    }

    /** Whether {@code -XX:+name} or {@code -XX:-name} has the last word. */
    boolean flag(String name, boolean byDefault) {
        boolean value = byDefault;
        for (List<String> options : List.of(environmentOptions, words)) {
            for (String option : options) {
                if (option.equals("-XX:+" + name)) {
                    value = true;
                } else if (option.equals("-XX:-" + name)) {
                    value = false;
                }
            }
        }
        return value;
    }

    /** The main class, jar or module; the program where none is given. */
    String main() {
        if (!startsJava()) {
            return words.get(0);
        }
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean another = i + 1 < words.size();
            if (another && (word.equals("-jar") || word.equals("-m") || word.equals("--module"))) {
                return words.get(i + 1);
            }
            if (WITH_ARGUMENT.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return word;
            }
        }
        return words.get(0);
    }
}
