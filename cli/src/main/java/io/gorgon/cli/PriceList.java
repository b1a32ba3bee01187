package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.budget.Price;
import io.gorgon.budget.PriceTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Shows what models cost: each price, whether it applies today, and where it is from. */
final class PriceList {

    private final PriceTable table;
    private final LocalDate today;

    /**
     * @param now decides which prices apply; their days are in UTC
     */
    PriceList(PriceTable table, Instant now) {
        this.table = table;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    void print(Surroundings surroundings, boolean json) {
        if (json) {
            Json.print(surroundings.out(), toJson());
            return;
        }
        TextTable rows =
                new TextTable(
                        "PROVIDER",
                        "MODEL",
                        "INPUT",
                        "OUTPUT",
                        "CACHE READ",
                        "CACHE WRITE",
                        "FROM",
                        "TO",
                        "NOW",
                        "LONG CONTEXT",
                        "SOURCE");
        for (Price price : table.prices()) {
            rows.row(
                    price.provider(),
                    price.model(),
                    dollars(price.input()),
                    dollars(price.output()),
                    dollars(price.cacheRead()),
                    dollars(price.cacheWrite()),
                    text(price.validFrom()),
                    text(price.validTo()),
                    applies(price) ? "yes" : "no",
                    longContext(price),
                    price.source());
        }
        rows.print(surroundings.out(), surroundings.outStyle());
        surroundings.out().println("US dollars for a million of tokens. " + unknown());
    }

    private String unknown() {
        return table.unknown()
                .map(
                        price ->
                                "Other models of cloud providers count as "
                                        + dollars(price.input())
                                        + " and "
                                        + dollars(price.output())
                                        + " ("
                                        + price.source()
                                        + ").")
                .orElse(
                        "Other models of cloud providers are not asked, unless"
                                + " llm.prices.unknown is set.");
    }

    private boolean applies(Price price) {
        return table.find(price.provider(), price.model(), today).filter(price::equals).isPresent();
    }

    private static String longContext(Price price) {
        if (price.longContextOver() == null) {
            return null;
        }
        return "over "
                + price.longContextOver()
                + ": x"
                + factor(price.longContextInputFactor())
                + " in, x"
                + factor(price.longContextOutputFactor())
                + " out";
    }

    private static String factor(BigDecimal factor) {
        return factor == null ? "1" : factor.toPlainString();
    }

    private static String dollars(BigDecimal amount) {
        return amount == null ? null : "$" + amount.toPlainString();
    }

    private static String text(LocalDate day) {
        return day == null ? null : day.toString();
    }

    private ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode prices = document.putArray("prices");
        for (Price price : table.prices()) {
            ObjectNode row = prices.addObject();
            row.put("provider", price.provider());
            row.put("model", price.model());
            row.put("applies_now", applies(price));
            row.put("valid_from", text(price.validFrom()));
            row.put("valid_to", text(price.validTo()));
            row.put("input_per_million_usd", price.input());
            row.put("output_per_million_usd", price.output());
            row.put("cache_read_per_million_usd", price.cacheRead());
            row.put("cache_write_per_million_usd", price.cacheWrite());
            row.put("long_context_over_tokens", price.longContextOver());
            row.put("long_context_input_factor", price.longContextInputFactor());
            row.put("long_context_output_factor", price.longContextOutputFactor());
            row.put("source", price.source());
        }
        if (table.unknown().isPresent()) {
            Price bound = table.unknown().get();
            document.putObject("unknown")
                    .put("input_per_million_usd", bound.input())
                    .put("output_per_million_usd", bound.output())
                    .put("source", bound.source());
        } else {
            document.putNull("unknown");
        }
        return document;
    }
}
