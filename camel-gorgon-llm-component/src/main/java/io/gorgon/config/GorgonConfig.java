package io.gorgon.config;

import io.gorgon.budget.PriceTable;
import io.gorgon.consensus.ConsensusSettings;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.mcp.McpSettings;
import io.gorgon.shell.ShellPolicy;
import io.gorgon.skill.Agents;
import io.gorgon.skill.SkillRegistry;
import java.util.List;
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
 * @param agents the agents that ship with Gorgon, with the file's over them; never null
 * @param skills the skills that ship with Gorgon, with those of the file's folders over them; never
 *     null
 * @param governor when agents may begin; never null
 * @param consensus who votes, and how long; never null
 * @param state where state is kept, and how; never null
 * @param mcp the servers whose tools may be called; never null
 * @param endpoints where steps of workflows may send to; never null
 * @param shell what commands of workflows may do; never null
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
        Agents agents,
        SkillRegistry skills,
        GovernorSettings governor,
        ConsensusSettings consensus,
        StateSettings state,
        McpSettings mcp,
        EndpointPolicy endpoints,
        ShellPolicy shell,
        List<ConfigProblem> warnings) {}
