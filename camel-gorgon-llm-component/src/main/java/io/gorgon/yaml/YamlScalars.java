package io.gorgon.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Single values by the YAML 1.2 core schema. */
final class YamlScalars {

    private static final int MAX_DIGITS = 100;
    private static final int MAX_EXPONENT = 400;
    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

    private YamlScalars() {}

    /**
     * The value of a scalar.
     *
     * @param tag the tag that the text gives it; null when it gives none
     * @param plain whether it stands without quotes
     * @throws IllegalArgumentException with a sentence, if the value cannot be of its tag
     */
    static JsonNode read(String tag, boolean plain, String value) {
        Tag kind = tag == null ? RESOLVER.resolve(value, plain) : given(tag, value);
        if (kind.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (kind.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(value.equalsIgnoreCase("true"));
        }
        if (kind.equals(Tag.INT)) {
            return integer(value);
        }
        if (kind.equals(Tag.FLOAT)) {
            return decimal(value);
        }
        return TextNode.valueOf(value);
    }

    private static Tag given(String name, String value) {
        Tag tag = new Tag(name);
        if (name.equals("!") || tag.equals(Tag.STR)) {
            return Tag.STR;
        }
        Tag resolved = RESOLVER.resolve(value, true);
        boolean fits = resolved.equals(tag) || tag.equals(Tag.FLOAT) && resolved.equals(Tag.INT);
        if (fits) {
            return tag;
        }
        if (tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.NULL)) {
            throw new IllegalArgumentException("the value is not what its tag says");
        }
        throw new IllegalArgumentException("unknown tag; only plain YAML values are understood");
    }

    private static JsonNode integer(String value) {
        requireShort(value);
        BigInteger number;
        if (value.startsWith("0o")) {
            number = new BigInteger(value.substring(2), 8);
        } else if (value.startsWith("0x")) {
            number = new BigInteger(value.substring(2), 16);
        } else {
            number = new BigInteger(value);
        }
        if (number.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(number.intValue());
        }
        if (number.bitLength() < Long.SIZE) {
            return JsonNodeFactory.instance.numberNode(number.longValue());
        }
        return JsonNodeFactory.instance.numberNode(number);
    }

    private static JsonNode decimal(String value) {
        requireShort(value);
        try {
            BigDecimal number = new BigDecimal(value);
            if (Math.abs((long) number.scale()) <= MAX_EXPONENT) {
                return DecimalNode.valueOf(number);
            }
        } catch (NumberFormatException notFinite) {
            // .inf, .nan or an exponent beyond all measure
        }
        throw new IllegalArgumentException("this is not a number that can be used");
    }

    private static void requireShort(String number) {
        if (number.length() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "a number of more than " + MAX_DIGITS + " digits; put text in quotes");
        }
    }
}
