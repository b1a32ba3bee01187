package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.PullPermission;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns a text into a configuration, or into all that is wrong with it. */
final class ConfigReader {

    private static final JsonPointer LLM = JsonPointer.compile("/llm");

    private static final Comparator<ConfigProblem> FILE_ORDER =
            Comparator.comparing((ConfigProblem problem) -> problem.line() == 0)
                    .thenComparingInt(ConfigProblem::line)
                    .thenComparingInt(ConfigProblem::column);

    private final Supplier<Set<String>> addedTypes;

    /**
     * @param addedTypes the types of providers on the class path
     */
    ConfigReader(Supplier<Set<String>> addedTypes) {
        this.addedTypes = addedTypes;
    }

    GorgonConfig read(ConfigSource source, String text, ConfigOverrides overrides) {
        PositionedYaml yaml = yaml(source, text);
        OverriddenTree overridden = new OverriddenTree(top(source, yaml), overrides);
        ConfigDocument document =
                new ConfigDocument(source, yaml, overridden.tree(), overridden.options());
        List<ConfigProblem> problems = new ArrayList<>(overridden.problems());
        AgentReader agents = new AgentReader(document);
        SkillsReader skills = new SkillsReader(document);
        if (!document.tree().isEmpty()) {
            problems.addAll(check(document));
            problems.addAll(agents.problems());
            problems.addAll(skills.problems());
            problems.addAll(AgentRules.problems(document, skills.registry()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(inFileOrder(problems));
        }
        return config(document, overrides, agents, skills);
    }

    private static PositionedYaml yaml(ConfigSource source, String text) {
        try {
            return PositionedYaml.parse(text);
        } catch (InvalidYamlException invalid) {
            throw new InvalidConfigException(
                    invalid.problems().stream()
                            .map(
                                    problem ->
                                            new ConfigProblem(
                                                    source.name(),
                                                    problem.position().line(),
                                                    problem.position().column(),
                                                    problem.message()))
                            .toList());
        }
    }

    private static ObjectNode top(ConfigSource source, PositionedYaml yaml) {
        JsonNode tree = yaml.tree();
        if (tree.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (tree instanceof ObjectNode mapping) {
            return mapping;
        }
        JsonPointer whole = JsonPointer.empty();
        throw new InvalidConfigException(
                List.of(
                        new ConfigProblem(
                                source.name(),
                                yaml.value(whole).line(),
                                yaml.value(whole).column(),
                                "the file must start with the key 'llm:'")));
    }

    private List<ConfigProblem> check(ConfigDocument document) {
        SecretGuard secrets = new SecretGuard(document);
        List<ConfigProblem> problems = new ArrayList<>(secrets.problems());
        ConfigSchema schema = ConfigSchema.instance();
        ViolationWords words = new ViolationWords(document, schema);
        for (ConfigSchema.Violation violation : schema.check(document.tree())) {
            JsonPointer at = violation.pointer();
            boolean told =
                    secrets.covers(at)
                            || violation.key() != null
                                    && secrets.covers(at.appendProperty(violation.key()));
            if (!told) {
                problems.add(words.problem(violation));
            }
        }
        problems.addAll(new ProviderChecks(document, addedTypes).problems());
        problems.addAll(PriceRows.problems(document));
        problems.addAll(RoutingKeys.problems(document));
        problems.addAll(BudgetReader.problems(document));
        problems.addAll(StateReader.problems(document));
        problems.addAll(ConsensusReader.problems(document));
        problems.addAll(new McpChecks(document, secrets).problems());
        return problems;
    }

    private static List<ConfigProblem> inFileOrder(List<ConfigProblem> problems) {
        return problems.stream().distinct().sorted(FILE_ORDER).toList();
    }

    private static GorgonConfig config(
            ConfigDocument document,
            ConfigOverrides overrides,
            AgentReader agents,
            SkillsReader skills) {
        JsonNode llm = document.at(LLM);
        boolean defaultMode = overrides.mockOnly() && overrides.mode() == null;
        Mode mode =
                defaultMode
                        ? Mode.LOCAL
                        : Mode.of(llm.path("mode").asText(Defaults.instance().mode()));
        ModelTable models = new ModelTable(Defaults.instance().models(), llm.path("models"));
        ConfigWarnings warnings = new ConfigWarnings(document, mode, models);
        List<ProviderSettings> providers = providers(document, overrides, mode, models, warnings);
        McpReader.warnings(document, mode).forEach(warnings::add);
        List<ConfigProblem> allWarnings = new ArrayList<>(warnings.warnings());
        allWarnings.addAll(agents.warnings());
        return new GorgonConfig(
                document.source(),
                mode,
                providers,
                leftOut(document, providers),
                models.catalog(),
                PriceRows.table(document, Defaults.instance().prices()),
                RoutingKeys.settings(llm),
                BudgetReader.read(document, mode, providers),
                HardwareReader.read(document, llm.path("hardware")),
                agents.read(skills),
                skills.registry(),
                GovernorReader.read(document),
                ConsensusReader.read(document),
                StateReader.read(document),
                McpReader.read(document, mode),
                WorkflowsReader.endpoints(document, mode),
                ShellReader.read(document),
                inFileOrder(allWarnings));
    }

    private static List<ProviderSettings> providers(
            ConfigDocument document,
            ConfigOverrides overrides,
            Mode mode,
            ModelTable models,
            ConfigWarnings warnings) {
        ProviderMapper mapper =
                new ProviderMapper(
                        document,
                        models.catalog(),
                        pullPermission(document.at(LLM).path("allow_pull"), mode));
        List<ProviderBlock> blocks = ProviderBlock.allWithDefault(document);
        if (overrides.mockOnly()) {
            return List.of(mapper.mock(blocks));
        }
        List<ProviderSettings> providers = new ArrayList<>();
        for (ProviderBlock block : blocks) {
            if (!block.enabled()) {
                continue;
            }
            if (permits(mode, block.isLocal())) {
                providers.add(mapper.settings(block));
                warnings.provider(block);
            } else if (block.place() != null) {
                warnings.notPermitted(block);
            }
        }
        if (providers.isEmpty()) {
            warnings.nothingUsable();
        }
        return List.copyOf(providers);
    }

    private static PullPermission pullPermission(JsonNode allowed, Mode mode) {
        if (allowed.isBoolean()) {
            return allowed.booleanValue() ? PullPermission.ALWAYS : PullPermission.NEVER;
        }
        return mode == Mode.LOCAL ? PullPermission.NEVER : PullPermission.UNLESS_FORCED_LOCAL;
    }

    /** The enabled providers that the mode leaves out. */
    private static Set<String> leftOut(ConfigDocument document, List<ProviderSettings> providers) {
        return ProviderBlock.allWithDefault(document).stream()
                .filter(ProviderBlock::enabled)
                .map(ProviderBlock::name)
                .filter(name -> providers.stream().noneMatch(it -> it.name().equals(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean permits(Mode mode, boolean local) {
        return switch (mode) {
            case LOCAL -> local;
            case CLOUD -> !local;
            case HYBRID -> true;
        };
    }
}
