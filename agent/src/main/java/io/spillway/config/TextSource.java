package io.spillway.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line of text, from a setting or a variable, as what the key needs: a list's items are parted by commas. */
final class TextSource {
    private TextSource() {}

    /** {@code key} is null where the text is for a whole section. */
    static Raw read(@Nullable Key<?> key, String text, Place place) throws BadValueException {
        String value = text.strip();
        boolean structured = value.startsWith("[") || value.startsWith("{");
        if (structured && (key == null || key.shape() == Key.Shape.LIST)) {
            return YamlReader.read(value, (line, column) -> place);
        }
        if (key == null || key.shape() == Key.Shape.VALUE || value.equals("auto")) {
            return new Raw.Text(place, value);
        }
        return new Raw.Items(place, items(value, place));
    }

    private static List<Raw> items(String value, Place place) {
        List<Raw> items = new ArrayList<>();
        if (!value.isEmpty()) {
            Arrays.stream(value.split(",", -1)).forEach(item -> items.add(new Raw.Text(place, item.strip())));
        }
        return items;
    }
}
