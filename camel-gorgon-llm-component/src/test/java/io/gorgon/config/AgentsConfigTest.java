package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agent;
import io.gorgon.skill.Agents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsConfigTest {

    private static final Agent PLANNER = Agents.shipped().find("planner").orElseThrow();

    @TempDir Path folder;

    private static Agent agent(String yaml, String name) {
        return Configs.read(yaml).agents().find(name).orElseThrow();
    }

    private GorgonConfig load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("gorgon.yaml"), yaml);
        return GorgonConfigLoader.load(file, ConfigOverrides.none());
    }

    private String problem(String yaml) throws IOException {
        ConfigSource source = new ConfigSource("gorgon.yaml", "gorgon.yaml", folder, true);
        try {
            new ConfigReader(Set::of).read(source, yaml, ConfigOverrides.none());
        } catch (InvalidConfigException invalid) {
            return invalid.getMessage();
        }
        throw new AssertionError("must not load: " + yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "agents:", "agents: {}", "agents: {planner: }", "agents: {planner: {}}"})
    void withoutAWordOfThemTheShippedAgentsAreThere(String yaml) {
        assertThat(Configs.read(yaml).agents().all()).isEqualTo(Agents.shipped().all());
    }

    @Test
    void aKeyOfAShippedAgentChangesThatKeyAndNothingElse() {
        assertThat(agent("agents: {planner: {tier: fast}}", "planner"))
                .isEqualTo(
                        new Agent(
                                "planner",
                                ModelTier.FAST,
                                PLANNER.prompt(),
                                null,
                                null,
                                PLANNER.description()));
    }

    @Test
    void eachKeyCanBeChanged() {
        assertThat(
                        agent(
                                "agents: {planner: {prompt: Plan., temperature: 0.5, max_tokens: 9,"
                                        + " description: Ours.}}",
                                "planner"))
                .isEqualTo(new Agent("planner", ModelTier.REASONING, "Plan.", 0.5, 9, "Ours."));
    }

    @Test
    void anAgentThatIsChangedKeepsItsPlaceAndANewOneComesLast() {
        Agents agents =
                Configs.read("agents: {lawyer: {prompt: Judge.}, planner: {tier: fast}}").agents();

        assertThat(agents.names()).startsWith("planner", "builder").endsWith("lawyer").hasSize(17);
    }

    @Test
    void aNewAgentIsOfTheStandardTierUnlessItSaysAnother() {
        assertThat(agent("agents: {lawyer: {}}", "lawyer"))
                .isEqualTo(new Agent("lawyer", ModelTier.STANDARD, null, null, null, null));
        assertThat(agent("agents: {lawyer: {tier: reasoning}}", "lawyer").tier())
                .isEqualTo(ModelTier.REASONING);
    }

    @Test
    void aPromptCanBeInAFileBesideTheConfiguration() throws IOException {
        Files.createDirectory(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/plan.md"), "\nPlan für ${x}.\n\n");

        GorgonConfig config = load("agents: {planner: {prompt_file: prompts/plan.md}}");

        assertThat(config.agents().find("planner").orElseThrow())
                .isEqualTo(
                        new Agent(
                                "planner",
                                ModelTier.REASONING,
                                "Plan für ${x}.",
                                null,
                                null,
                                PLANNER.description()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.md | 'missing.md', which is not there; it is looked for beside gorgon.yaml",
                "empty.md | 'empty.md', which is empty; write the prompt into it",
                "latin.md | 'latin.md', which is not UTF-8 text; save it as UTF-8",
                "folder | 'folder', which is a folder; name the file in it",
                "large.md | 'large.md', which is larger than a prompt can be",
                "\"a\\0b\" | 'a b', which cannot be the name of a file",
            })
    void aPromptFileThatCannotBeUsedIsToldWithItsPlace(String file, String what)
            throws IOException {
        Files.writeString(folder.resolve("empty.md"), " \n");
        Files.write(folder.resolve("latin.md"), "f\u00fcr".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("large.md"), "x".repeat(200_001));

        assertThat(problem("agents:\n  a:\n    prompt_file: " + file))
                .isEqualTo("gorgon.yaml:3:18: agents.a.prompt_file names " + what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {prompt: x, prompt_file: y}} | 1:25: agents.a has both prompt and prompt_file; keep the one that is meant",
                "{a: {prompt: '  '}} | 1:22: agents.a.prompt must not be empty",
                "{a: {prompt: ''}} | 1:22: agents.a.prompt must not be empty",
                "{a: {provider: openai}} | 1:14: agents.a cannot have a provider: an agent has a tier, and tier_models of the providers says which models serve that tier, so that agents run wherever calls may go",
                "{a: {model: gpt}} | 1:14: agents.a cannot have a model: an agent has a tier, and tier_models of the providers says which models serve that tier, so that agents run wherever calls may go",
                "{a: {promt: x}} | 1:14: unknown key 'promt' in agents.a; did you mean 'prompt'?",
                "{a: {tier: resoning}} | 1:20: agents.a.tier must be one of reasoning, standard, fast, but is 'resoning'; did you mean 'reasoning'?",
                "{a: {tier: embedding}} | 1:20: agents.a.tier must be one of reasoning, standard, fast, but is 'embedding'",
                "{a: {temperature: 2.5}} | 1:27: agents.a.temperature must be 0 to 2, but is the number 2.5",
                "{a: {max_tokens: 0}} | 1:26: agents.a.max_tokens must be 1 or more (and at most 2147483647), but is the number 0",
                "{a: {prompt_file: 3}} | 1:27: agents.a.prompt_file must be text, but is the number 3",
                "{a: {tier: }} | 1:19: agents.a.tier must be one of reasoning, standard, fast, but is empty",
                "{a b: {}} | 1:10: the name 'a b' may have letters, digits, '-' and '_' only, and starts with a letter or a digit",
                "[planner] | 1:9: agents must be a mapping of keys to values, but is a list",
                "{a: {skills: [filse]}} | 1:23: agents.a.skills[0] names the unknown skill 'filse'; did you mean 'files'?",
                "{a: {skills: [cooking]}} | 1:23: agents.a.skills[0] names the unknown skill 'cooking'; there are files, research_notes, process_management",
                "{a: {skills: files}} | 1:22: agents.a.skills must be a list of texts, but is text",
                "{a: {skills: ['']}} | 1:23: agents.a.skills[0] must not be empty",
                "{a: {consensus: unanimos}} | 1:25: agents.a.consensus must be one of any, majority, unanimous, unanimous_plus_user, but is 'unanimos'; did you mean 'unanimous'?",
                "{a: {consensus: }} | 1:24: agents.a.consensus must be one of any, majority, unanimous, unanimous_plus_user, but is empty",
                "{a: {tools: [read]}} | 1:22: agents.a.tools[0] must look like filesystem/read_file",
                "{a: {tools: [disk/read]}} | 1:22: agents.a.tools[0] names the unknown MCP server 'disk'; there is none",
                "{a: planner} | 1:13: agents.a must be a mapping of keys to values, but is text",
            })
    void aMistakeIsToldWithItsPlaceAndWhatToDo(String agents, String problem) {
        assertThat(Configs.problems("agents: " + agents)).containsExactly("gorgon.yaml:" + problem);
    }

    @Test
    void aNewAgentWithoutAPromptWhoseNameIsNearAShippedOneIsAWarning() {
        assertThat(Configs.warnings(Configs.read("agents: {planer: {tier: fast}}")))
                .containsExactly(
                        "gorgon.yaml:1:10: agents.planer is a new agent without a prompt; did you"
                                + " mean 'planner'?");
        assertThat(Configs.read("agents: {planer: {prompt: Plane wood.}}").warnings()).isEmpty();
        assertThat(Configs.read("agents: {lawyer: {tier: fast}}").warnings()).isEmpty();
    }

    @Test
    void skillsVotesAndToolsAreRead() {
        Agent agent =
                agent(
                        "mcp: {servers: {disk: {command: x}}}\n"
                                + "agents: {builder: {skills: [research_notes], consensus: unanimous,"
                                + " tools: [Disk/read]}}",
                        "builder");

        assertThat(agent.skills()).containsExactly("research_notes");
        assertThat(agent.consensus()).isEqualTo(ConsensusLevel.UNANIMOUS);
        assertThat(agent.tools()).containsExactly("Disk/read");
    }

    @Test
    void aMisspeltServerOfAToolHasANearOne() {
        assertThat(
                        Configs.problems(
                                "mcp: {servers: {disk: {command: x}}}\nagents: {a: {tools:"
                                        + " [dikc/read]}}"))
                .containsExactly(
                        "gorgon.yaml:2:22: agents.a.tools[0] names the unknown MCP server 'dikc';"
                                + " did you mean 'disk'?");
    }

    @Test
    void withoutAWordOfThemAShippedAgentKeepsItsSkillsAndAnEmptyListTakesThemAway() {
        assertThat(agent("agents: {builder: {tier: fast}}", "builder").skills())
                .containsExactly("files");
        assertThat(agent("agents: {builder: {skills: []}}", "builder").skills()).isEmpty();
    }

    @Test
    void skillsCanBeInAFolderBesideTheConfiguration() throws IOException {
        Files.createDirectories(folder.resolve("ours/cooking"));
        Files.writeString(
                folder.resolve("ours/cooking/schema.yaml"), "name: cooking\ndescription: Cooks.\n");

        GorgonConfig config =
                load(
                        "skills: {folders: [ours]}\nagents: {cook: {prompt: Cook., skills: [cooking]}}");

        assertThat(config.skills().names()).endsWith("cooking").hasSize(4);
        assertThat(config.agents().contextOf("cook").text()).isEqualTo("## Skill: cooking\nCooks.");
    }

    @Test
    void theLimitOfWhatAnAgentIsToldOfItsSkillsIsASetting() {
        GorgonConfig config = Configs.read("skills: {context_tokens: 500}");

        assertThat(config.agents().contextOf("devops").tokens()).isBetween(1L, 500L);
        assertThat(Configs.read("skills: {context_tokens: 0}").agents().contextOf("devops").text())
                .isEmpty();
    }

    @Test
    void aSkillThatIsWrongKeepsTheConfigurationFromLoadingWithItsPlace() throws IOException {
        Files.createDirectories(folder.resolve("ours/files"));
        Files.writeString(
                folder.resolve("ours/files/schema.yaml"), "name: files\nblocked_patterns: ['[']\n");

        assertThat(problem("skills: {folders: [ours, gone]}"))
                .contains(
                        "gorgon.yaml:1:26: skills.folders[1] names 'gone', which is no folder; it is"
                                + " looked for beside gorgon.yaml",
                        "ours/files/schema.yaml:2:20: blocked_patterns[0] is no regular expression:"
                                + " unclosed character class at character 1");
    }

    @Test
    void anOptionStandsAboveTheFile() {
        GorgonConfig config =
                Configs.read(
                        "agents: {planner: {tier: fast}}",
                        Configs.set("agents.planner.tier", "standard"));

        assertThat(config.agents().find("planner").orElseThrow().tier())
                .isEqualTo(ModelTier.STANDARD);
    }
}
