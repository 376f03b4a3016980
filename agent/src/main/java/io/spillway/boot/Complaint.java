package io.spillway.boot;

import java.lang.reflect.InvocationTargetException;

/** The one line on stderr that a failure is worth: boot runs before there is any log. */
final class Complaint {
    private Complaint() {}

    static void tell(String sentence) {
        System.err.println(sentence.replaceAll("\\s*\\R\\s*", "; "));
    }

    static void notStarted(Throwable failure) {
        try {
            tell("Spillway did not start, and the application goes on without it: " + describe(failure));
        } catch (Throwable worse) {
            // Nothing is left that could be told, and nothing may reach the host.
        }
    }

    static String describe(Throwable failure) {
        Throwable told = failure;
        while ((told instanceof InvocationTargetException || told instanceof ExceptionInInitializerError)
                && told.getCause() != null) {
            told = told.getCause();
        }
        String message = told.getMessage();
        String kind = told.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }
}
