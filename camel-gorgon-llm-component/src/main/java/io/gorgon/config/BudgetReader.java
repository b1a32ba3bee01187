package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.budget.BudgetPolicy.WhenExceeded;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.yaml.QuotedText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Reads {@code llm.budget}. */
final class BudgetReader {

    private static final JsonPointer PLACE = JsonPointer.compile("/llm/budget");
    private static final JsonPointer TIME_ZONE = PLACE.appendProperty("time_zone");

    private BudgetReader() {}

    /** What the schema cannot see: time zones that do not exist. */
    static List<ConfigProblem> problems(ConfigDocument document) {
        JsonNode zone = document.at(TIME_ZONE);
        if (!zone.isTextual()) {
            return List.of();
        }
        try {
            ZoneId.of(zone.textValue());
            return List.of();
        } catch (DateTimeException e) {
            return List.of(
                    document.atValue(
                            TIME_ZONE,
                            ConfigDocument.label(TIME_ZONE)
                                    + " is "
                                    + QuotedText.of(zone.textValue())
                                    + ", which is no time zone; write it like Europe/Berlin or"
                                    + " UTC"));
        }
    }

    /**
     * @param providers those that may be called
     */
    static BudgetSettings read(
            ConfigDocument document, Mode mode, List<ProviderSettings> providers) {
        JsonNode budget = document.at(PLACE);
        JsonNode cost = budget.path("api_cost_limit_daily_usd");
        return new BudgetSettings(
                limit(budget.path("max_tokens_per_workflow")),
                limit(budget.path("max_tokens_per_agent")),
                limit(budget.path("max_tokens_per_agent_in_run")),
                limit(budget.path("max_tokens_per_process")),
                cost.isNumber() ? cost.decimalValue() : null,
                orDefault(budget, "prefer_local_under_tokens").longValue(),
                orDefault(budget, "soft_limit_percent").intValue(),
                whenExceeded(budget.path("when_exceeded"), mode, providers),
                orDefault(budget, "min_max_tokens").intValue(),
                ZoneId.of(orDefault(budget, "time_zone").textValue()));
    }

    private static JsonNode orDefault(JsonNode budget, String key) {
        JsonNode value = budget.path(key);
        return value.isValueNode() && !value.isNull()
                ? value
                : Defaults.instance().budget().path(key);
    }

    /** To go on locally helps only where both are there. */
    private static WhenExceeded whenExceeded(
            JsonNode value, Mode mode, List<ProviderSettings> providers) {
        if (value.isTextual()) {
            return WhenExceeded.of(value.textValue());
        }
        boolean hasLocal = providers.stream().anyMatch(ProviderSettings::local);
        return mode == Mode.HYBRID && hasLocal ? WhenExceeded.FORCE_LOCAL : WhenExceeded.REJECT;
    }

    private static Long limit(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.longValue()) : null;
    }
}
