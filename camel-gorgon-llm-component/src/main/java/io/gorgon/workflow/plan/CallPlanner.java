package io.gorgon.workflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.budget.PriceTable;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** What one run of a step asks a model. */
final class CallPlanner {

    private static final String EMBED = "embed";

    private final StepTypes types;
    private final LikelyModel models;
    private final PriceTable prices;
    private final KnownTexts texts;
    private final Function<String, ModelTier> tierOfRole;
    private final LocalDate day;

    CallPlanner(
            StepTypes types,
            LikelyModel models,
            PriceTable prices,
            KnownTexts texts,
            Function<String, ModelTier> tierOfRole,
            LocalDate day) {
        this.types = types;
        this.models = models;
        this.prices = prices;
        this.texts = texts;
        this.tierOfRole = tierOfRole;
        this.day = day;
    }

    /** Null when the step asks no model. */
    PlannedStep.Call of(Step step) {
        if (!asksModel(step)) {
            return null;
        }
        boolean embed = step.type().equals(EMBED);
        ModelTier tier = embed ? ModelTier.EMBEDDING : tier(step);
        Range input = inputTokens(step, embed);
        long output = embed ? 0 : KnownTexts.maxOutput(step);
        Optional<LikelyModel.Choice> choice = models.of(tier, step.text("model"));
        JsonNode expected = step.params().path("estimated_tokens");
        return new PlannedStep.Call(
                step.text("role"),
                tier,
                choice.map(chosen -> chosen.provider().name()).orElse(null),
                choice.map(LikelyModel.Choice::model).orElse(null),
                choice.map(chosen -> chosen.provider().local()).orElse(false),
                input,
                output,
                expected.isNumber() ? (Long) expected.longValue() : null,
                choice.map(chosen -> cost(chosen, input, output)).orElse(CostRange.UNKNOWN));
    }

    private boolean asksModel(Step step) {
        if (!step.blocks().isEmpty()) {
            return false;
        }
        if (step.type().equals("fan_in")) {
            String aggregation = step.text("aggregation");
            return aggregation != null
                    && !aggregation.equals("concat")
                    && !aggregation.equals("custom");
        }
        return step.type().equals(EMBED)
                || types.find(step.type()).map(StepType::asksModel).orElse(false);
    }

    private ModelTier tier(Step step) {
        String tier = step.text("tier");
        if (tier != null) {
            return ModelTier.of(tier);
        }
        String role = step.text("role");
        return role == null ? ModelTier.STANDARD : tierOfRole.apply(role);
    }

    private Range inputTokens(Step step, boolean embed) {
        Range tokens = Range.ZERO;
        boolean known = !embed && !step.type().equals("fan_in");
        for (String param : new String[] {"prompt", "aggregate_prompt", "system_prompt", "input"}) {
            String text = step.text(param);
            if (text != null) {
                tokens = tokens.plus(texts.tokens(text));
            }
        }
        return known ? tokens : Range.atLeast(tokens.least());
    }

    private CostRange cost(LikelyModel.Choice choice, Range input, long output) {
        if (choice.provider().local()) {
            return CostRange.NOTHING;
        }
        String type = choice.provider().type();
        String model = choice.model() == null ? "" : choice.model();
        BigDecimal least =
                prices.cost(type, model, TokenUsage.estimated(input.least(), 0), day)
                        .orElse(BigDecimal.ZERO);
        BigDecimal most =
                input.most() == null
                        ? null
                        : prices.upperBound(type, model, input.most(), output, day).orElse(null);
        return new CostRange(least, most);
    }
}
