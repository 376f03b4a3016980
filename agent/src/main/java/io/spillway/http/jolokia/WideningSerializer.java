package io.spillway.http.jolokia;

import java.util.Map;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.jspecify.annotations.Nullable;

/** Jolokia's serializer, which also takes {@code 82} where a {@code double} is wanted, as every client writes it. */
final class WideningSerializer extends JolokiaSerializer {
    @Override
    public @Nullable Object deserialize(String expectedClassName, @Nullable Object value) {
        if (value instanceof Number number) {
            if (expectedClassName.equals("double") || expectedClassName.equals(Double.class.getName())) {
                return number.doubleValue();
            }
            if (expectedClassName.equals("float") || expectedClassName.equals(Float.class.getName())) {
                return number.floatValue();
            }
        }
        return super.deserialize(expectedClassName, value);
    }

    @Override
    public @Nullable Object deserializeOpenType(OpenType<?> type, @Nullable Object value) {
        return super.deserializeOpenType(type, widen(type, value));
    }

    private static @Nullable Object widen(@Nullable OpenType<?> type, @Nullable Object value) {
        if (value instanceof Number number) {
            if (SimpleType.DOUBLE.equals(type)) {
                return number.doubleValue();
            }
            return SimpleType.FLOAT.equals(type) ? number.floatValue() : value;
        }
        if (type instanceof CompositeType composite && value instanceof JSONObject object) {
            JSONObject widened = new JSONObject();
            for (Map.Entry<String, Object> item : object.entrySet()) {
                // An item that the type does not know is left for Jolokia to refuse.
                widened.put(item.getKey(), widen(composite.getType(item.getKey()), item.getValue()));
            }
            return widened;
        }
        if (type instanceof ArrayType<?> array && value instanceof JSONArray items) {
            JSONArray widened = new JSONArray(items.size());
            items.forEach(item -> widened.add(widen(array.getElementOpenType(), item)));
            return widened;
        }
        return value;
    }
}
