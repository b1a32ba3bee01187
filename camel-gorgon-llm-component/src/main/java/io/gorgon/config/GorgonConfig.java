package io.gorgon.config;

import io.gorgon.budget.PriceTable;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.state.StateLocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole configuration, with all defaults filled in. Immutable.
 *
 * @param source where it was read from, such as {@code gorgon.yaml}, or "built-in defaults"; never
 *     null
 * @param mode never null
 * @param providers the enabled providers that the mode permits, in the order of the file; never
 *     null
 * @param leftOut the names of the enabled providers that the mode does not permit; never null
 * @param models what is known of models; never null
 * @param prices what models cost; never null
 * @param routing never null
 * @param budget never null
 * @param hardware never null
 * @param state where state is kept; empty when the file does not say it: then it is memory in an
 *     application, and a file in the user's home on the command line
 * @param warnings what loads but is likely not meant; never null
 */
public record GorgonConfig(
        String source,
        Mode mode,
        List<ProviderSettings> providers,
        Set<String> leftOut,
        ModelCatalog models,
        PriceTable prices,
        RoutingSettings routing,
        BudgetSettings budget,
        HardwareSettings hardware,
        Optional<StateLocation> state,
        List<ConfigProblem> warnings) {}
