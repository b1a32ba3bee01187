package io.gorgon.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.gorgon.workflow.value.PlainValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes values as JSON so that reading gives back what was written: a long stays a long, bytes
 * stay bytes. What JSON has no word for is an object with one key that starts with a dollar sign; a
 * key of a map that starts with one gets another before it.
 */
final class ValueCodec {

    /** Deeper ones are taken to hold themselves. */
    private static final int MAX_DEPTH = 400;

    private static final String TAG = "$";

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(4 * MAX_DEPTH)
                                    .build())
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(4 * MAX_DEPTH).build())
                    .build();

    private ValueCodec() {}

    /**
     * @param value null, a text, a boolean, a number, bytes, a list, a map with texts as keys; for
     *     anything else the plain value that it stands for is written, or its text
     */
    static String encode(Object value) {
        String text = encode(value, false);
        // A half of a surrogate pair has no UTF-8, but JSON has an escape for it.
        return wellFormed(text) ? text : encode(value, true);
    }

    private static String encode(Object value, boolean ascii) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), ascii);
            write(json, value, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isSurrogate(each)) {
                boolean pair =
                        Character.isHighSurrogate(each)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static void write(JsonGenerator json, Object value, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a value is nested more than "
                            + MAX_DEPTH
                            + " levels deep, or holds itself: it cannot be recorded");
        }
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(json, number, depth);
        } else if (value instanceof byte[] bytes) {
            writeTagged(json, "bytes", Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                json.writeFieldName(key.startsWith(TAG) ? TAG + key : key);
                write(json, entry.getValue(), depth + 1);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item, depth + 1);
            }
            json.writeEndArray();
        } else {
            Object plain = PlainValues.plain(value);
            write(json, known(plain) ? plain : String.valueOf(plain), depth + 1);
        }
    }

    private static boolean known(Object plain) {
        return plain == null
                || plain instanceof String
                || plain instanceof Boolean
                || plain instanceof Number
                || plain instanceof Map
                || plain instanceof List;
    }

    private static void writeNumber(JsonGenerator json, Number number, int depth)
            throws IOException {
        if (number instanceof Integer whole) {
            json.writeNumber(whole);
        } else if (number instanceof Double decimal && Double.isFinite(decimal)) {
            json.writeNumber(decimal);
        } else if (number instanceof Double) {
            writeTagged(json, "double", number.toString());
        } else if (number instanceof Long) {
            writeTagged(json, "long", number.toString());
        } else if (number instanceof BigDecimal) {
            writeTagged(json, "decimal", number.toString());
        } else if (number instanceof BigInteger) {
            writeTagged(json, "integer", number.toString());
        } else if (number instanceof Float) {
            writeTagged(json, "float", number.toString());
        } else if (number instanceof Short || number instanceof Byte) {
            writeNumber(json, number.intValue(), depth);
        } else {
            write(json, number.toString(), depth + 1);
        }
    }

    private static void writeTagged(JsonGenerator json, String type, String text)
            throws IOException {
        json.writeStartObject();
        json.writeStringField(TAG + type, text);
        json.writeEndObject();
    }

    static Object decode(String text) {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #encode} has written of a map. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> decodeMap(String text) {
        return (Map<String, Object>) decode(text);
    }

    private static Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_ARRAY -> readList(json);
            case START_OBJECT -> readObject(json);
            default -> throw new IOException("unexpected " + json.currentToken());
        };
    }

    private static List<Object> readList(JsonParser json) throws IOException {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(json));
        }
        return items;
    }

    private static Object readObject(JsonParser json) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        Object tagged = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            Object value = read(json);
            if (key.startsWith(TAG + TAG)) {
                map.put(key.substring(TAG.length()), value);
            } else if (key.startsWith(TAG)) {
                tagged = tagged(key.substring(TAG.length()), String.valueOf(value));
            } else {
                map.put(key, value);
            }
        }
        return tagged == null ? map : tagged;
    }

    private static Object tagged(String type, String text) throws IOException {
        return switch (type) {
            case "bytes" -> Base64.getDecoder().decode(text);
            case "double" -> Double.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "decimal" -> new BigDecimal(text);
            case "integer" -> new BigInteger(text);
            case "float" -> Float.valueOf(text);
            default -> throw new IOException("unknown kind of value " + type);
        };
    }
}
