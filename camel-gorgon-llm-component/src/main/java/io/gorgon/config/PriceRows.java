package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.budget.Price;
import io.gorgon.budget.PriceTable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What models cost: the file's {@code llm.prices} and, for all other models, the jar's prices. */
final class PriceRows {

    private static final JsonPointer PLACE = JsonPointer.compile("/llm/prices");

    /** Beside the types: what models cost at most that have no price. */
    private static final String UNKNOWN = "unknown";

    private PriceRows() {}

    static PriceTable table(ConfigDocument document, JsonNode shipped) {
        List<Price> prices = new ArrayList<>();
        Set<String> replaced = new HashSet<>();
        Map<String, JsonNode> configured = byType(document);
        configured
                .entrySet()
                .forEach(
                        type -> {
                            JsonPointer list = PLACE.appendProperty(type.getKey());
                            for (int i = 0; i < type.getValue().size(); i++) {
                                String where = document.whereKey(list.appendIndex(i));
                                Price price = price(type.getKey(), type.getValue().get(i), where);
                                prices.add(price);
                                replaced.add(name(price));
                            }
                        });
        shipped.properties().stream()
                .forEach(
                        type ->
                                type.getValue()
                                        .forEach(
                                                row -> {
                                                    Price price = price(type.getKey(), row, "");
                                                    if (!replaced.contains(name(price))) {
                                                        prices.add(price);
                                                    }
                                                }));
        return new PriceTable(prices, unknown(document));
    }

    private static Map<String, JsonNode> byType(ConfigDocument document) {
        Map<String, JsonNode> types = new LinkedHashMap<>();
        document.at(PLACE).properties().forEach(type -> types.put(type.getKey(), type.getValue()));
        types.remove(UNKNOWN);
        return types;
    }

    private static Price unknown(ConfigDocument document) {
        JsonPointer place = PLACE.appendProperty(UNKNOWN);
        JsonNode bound = document.at(place);
        return bound.isObject()
                ? new Price(
                        "*",
                        "*",
                        null,
                        null,
                        amount(bound.path("input_per_million_usd")),
                        amount(bound.path("output_per_million_usd")),
                        null,
                        null,
                        null,
                        null,
                        null,
                        document.whereKey(place))
                : null;
    }

    /**
     * What the schema cannot see: days that do not exist, and periods that end before they start.
     */
    static List<ConfigProblem> problems(ConfigDocument document) {
        List<ConfigProblem> problems = new ArrayList<>();
        byType(document)
                .entrySet()
                .forEach(
                        type -> {
                            JsonPointer list = PLACE.appendProperty(type.getKey());
                            for (int i = 0; i < type.getValue().size(); i++) {
                                period(document, list.appendIndex(i), problems);
                            }
                        });
        return problems;
    }

    private static void period(
            ConfigDocument document, JsonPointer row, List<ConfigProblem> problems) {
        LocalDate from = null;
        for (String key : List.of("valid_from", "valid_to")) {
            JsonPointer place = row.appendProperty(key);
            JsonNode value = document.at(place);
            if (!value.isTextual() || !value.textValue().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                continue;
            }
            try {
                LocalDate day = LocalDate.parse(value.textValue());
                if (from != null && day.isBefore(from)) {
                    problems.add(
                            document.atValue(
                                    place, ConfigDocument.label(place) + " is before valid_from"));
                }
                from = day;
            } catch (DateTimeException noSuchDay) {
                problems.add(
                        document.atValue(
                                place, ConfigDocument.label(place) + " is no day of the calendar"));
            }
        }
    }

    private static String name(Price price) {
        return (price.provider() + "/" + price.model()).toLowerCase(Locale.ROOT);
    }

    private static Price price(String type, JsonNode row, String where) {
        return new Price(
                type,
                row.path("model").textValue(),
                day(row.path("valid_from")),
                day(row.path("valid_to")),
                amount(row.path("input_per_million_usd")),
                amount(row.path("output_per_million_usd")),
                amount(row.path("cache_read_per_million_usd")),
                amount(row.path("cache_write_per_million_usd")),
                row.has("long_context_over_tokens")
                        ? Long.valueOf(row.path("long_context_over_tokens").longValue())
                        : null,
                amount(row.path("long_context_input_factor")),
                amount(row.path("long_context_output_factor")),
                row.path("source").asText(where));
    }

    private static LocalDate day(JsonNode value) {
        return value.isTextual() ? LocalDate.parse(value.textValue()) : null;
    }

    private static BigDecimal amount(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : null;
    }
}
