package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * The text of one kernel file and a place in it. Makes no garbage unless the text is not what it should be: then every method
 * throws an {@link IOException} that names the file and shows the content. Not thread-safe.
 */
public final class KernelText {
    private static final int SHOWN_CHARACTERS = 240;
    private static final byte[] KILOBYTE = {'k', 'B'};
    private static final byte[] POINT = {'.'};

    private final String source;
    private byte[] bytes;
    private int length;
    private int at;

    /** @param source the file's name, for messages */
    public KernelText(String source, byte[] content) {
        this.source = source;
        this.bytes = content;
        this.length = content.length;
    }

    /** Takes the first {@code length} bytes of {@code content} as the text, without copying, and goes to its start. */
    void reset(byte[] content, int length) {
        this.bytes = content;
        this.length = length;
        this.at = 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public boolean startsWith(byte[] prefix) {
        return matches(prefix, 0);
    }

    /**
     * Goes behind {@code key} at the start of a line; looks first below the present place, so that keys asked for in the order of
     * the file cost one walk. Answers whether there is such a line; where there is none the place does not change.
     */
    public boolean find(byte[] key) {
        int found = find(key, at, length);
        if (found < 0) {
            found = find(key, 0, Math.min(at + key.length, length));
        }
        if (found < 0) {
            return false;
        }
        at = found;
        return true;
    }

    /** As {@link #find}, for a line that has to be there. */
    public void require(byte[] key) throws IOException {
        if (!find(key)) {
            throw fault("no " + new String(key, ISO_8859_1).trim());
        }
    }

    /** Goes behind {@code expected}, which has to come next, blanks before it left aside. */
    public void expect(byte[] expected) throws IOException {
        skipBlanks();
        if (!matches(expected, at)) {
            throw fault("no " + new String(expected, ISO_8859_1) + " at byte " + at);
        }
        at += expected.length;
    }

    /** The whole number that comes next, blanks before it left aside; what follows it must be no part of a word. */
    public long number() throws IOException {
        long value = digits();
        if (at < length && !isBlankOrEnd(bytes[at])) {
            throw fault("no number at byte " + at);
        }
        return value;
    }

    /** A number of kibibytes, marked {@code kB}, in bytes. */
    public long kibibytes() throws IOException {
        long value = number();
        expect(KILOBYTE);
        if (value > Long.MAX_VALUE / 1024) {
            throw fault("too large a number at byte " + at);
        }
        return value * 1024;
    }

    /** A number with two decimals, such as {@code 12.34}. */
    public double hundredths() throws IOException {
        long whole = digits();
        expect(POINT);
        int start = at;
        long part = number();
        if (at - start != 2) {
            throw fault("no two decimals at byte " + start);
        }
        return whole + part / 100.0;
    }

    /** Goes behind the word that comes next. */
    public void skipWord() throws IOException {
        skipBlanks();
        int start = at;
        while (at < length && !isBlankOrEnd(bytes[at])) {
            at++;
        }
        if (at == start) {
            throw fault("ends too early");
        }
    }

    /** The byte that comes next, blanks before it left aside. */
    public char next() throws IOException {
        skipBlanks();
        if (at >= length) {
            throw fault("ends too early");
        }
        return (char) (bytes[at++] & 0xff);
    }

    /** Where the first {@code wanted} stands. */
    public int first(char wanted) throws IOException {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw fault("no " + wanted);
    }

    /** Where the last {@code wanted} stands. */
    public int last(char wanted) throws IOException {
        for (int i = length - 1; i >= 0; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw fault("no " + wanted);
    }

    /** Goes to {@code place}, a byte of the text or its end. */
    public void moveTo(int place) {
        at = place;
    }

    /** The bytes from {@code from} until before {@code to}. */
    public String string(int from, int to) {
        return new String(bytes, from, to - from, UTF_8);
    }

    /** All of it. */
    public String string() {
        return string(0, length);
    }

    /** An exception that names the file, says {@code why} and shows the content. */
    public IOException fault(String why) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(length, SHOWN_CHARACTERS); i++) {
            char character = (char) (bytes[i] & 0xff);
            shown.append(
                    character == '\n' ? '|' : Character.isISOControl(character) || character > 126 ? '?' : character);
        }
        String rest = length > SHOWN_CHARACTERS ? "… (" + length + " bytes)" : "";
        return new IOException(source + ": " + why + "; it says: \"" + shown + rest + "\"");
    }

    private int find(byte[] key, int from, int to) {
        int place = from;
        if (place > 0 && bytes[place - 1] != '\n') {
            place = afterLine(place, to);
        }
        while (place < to) {
            if (matches(key, place)) {
                return place + key.length;
            }
            place = afterLine(place, to);
        }
        return -1;
    }

    private int afterLine(int from, int to) {
        int place = from;
        while (place < to && bytes[place] != '\n') {
            place++;
        }
        return place + 1;
    }

    private boolean matches(byte[] wanted, int place) {
        if (place + wanted.length > length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[place + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlankOrEnd(byte character) {
        return character == ' ' || character == '\t' || character == '\n';
    }

    private void skipBlanks() {
        while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    private long digits() throws IOException {
        skipBlanks();
        int start = at;
        long value = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            int digit = bytes[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw fault("too large a number at byte " + start);
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == start) {
            throw fault("no number at byte " + start);
        }
        return value;
    }
}
