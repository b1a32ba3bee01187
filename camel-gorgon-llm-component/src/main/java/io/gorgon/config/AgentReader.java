package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agent;
import io.gorgon.skill.Agents;
import io.gorgon.yaml.QuotedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code agents}, over the agents that ship with Gorgon. */
final class AgentReader {

    private static final JsonPointer PLACE = JsonPointer.compile("/agents");
    private static final Set<String> CHOSEN_BY_TIER = Set.of("provider", "model");
    private static final long MAX_PROMPT_BYTES = 200_000;

    private final ConfigDocument document;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<String, String> prompts = new HashMap<>();

    /** Reads the files with prompts; the rest when there are no problems. */
    AgentReader(ConfigDocument document) {
        this.document = document;
        for (Map.Entry<String, JsonNode> agent : document.at(PLACE).properties()) {
            prompt(PLACE.appendProperty(agent.getKey()), agent.getKey(), agent.getValue());
        }
    }

    /** Whether a key would have an agent choose a provider or a model. */
    static boolean namesModel(JsonPointer mapping, String key) {
        return PLACE.equals(mapping.head()) && CHOSEN_BY_TIER.contains(key);
    }

    /** Why an agent has no such key. */
    static String noModels(JsonPointer mapping, String key) {
        return ConfigDocument.label(mapping)
                + " cannot have a "
                + key
                + ": an agent has a tier, and tier_models of the providers says which models serve"
                + " that tier, so that agents run wherever calls may go";
    }

    /** What the schema cannot see: prompts that are not there, or there twice. */
    List<ConfigProblem> problems() {
        return problems;
    }

    private void prompt(JsonPointer place, String name, JsonNode keys) {
        JsonPointer text = place.appendProperty("prompt");
        JsonPointer file = place.appendProperty("prompt_file");
        if (keys.has("prompt") && keys.has("prompt_file")) {
            problems.add(
                    document.atKey(
                            file,
                            ConfigDocument.label(place)
                                    + " has both prompt and prompt_file; keep the one that is"
                                    + " meant"));
        } else if (keys.path("prompt").isTextual()) {
            String prompt = keys.path("prompt").textValue();
            if (prompt.isBlank() && !prompt.isEmpty()) {
                problems.add(
                        document.atValue(text, ConfigDocument.label(text) + " must not be empty"));
            }
            prompts.put(name, prompt);
        } else if (keys.path("prompt_file").isTextual()
                && !keys.path("prompt_file").asText().isEmpty()) {
            read(file, name, keys.path("prompt_file").textValue());
        }
    }

    private void read(JsonPointer place, String name, String file) {
        try {
            Path path = document.folderOf(place).resolve(file);
            if (Files.isDirectory(path)) {
                problem(place, file, "which is a folder; name the file in it");
                return;
            }
            if (Files.size(path) > MAX_PROMPT_BYTES) {
                problem(place, file, "which is larger than a prompt can be");
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            String prompt = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
            if (prompt.isEmpty()) {
                problem(place, file, "which is empty; write the prompt into it");
            }
            prompts.put(name, prompt);
        } catch (InvalidPathException e) {
            problem(place, file, "which cannot be the name of a file");
        } catch (NoSuchFileException e) {
            problem(place, file, "which is not there; it is looked for beside gorgon.yaml");
        } catch (CharacterCodingException e) {
            problem(place, file, "which is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            problem(place, file, "which cannot be read; check its permissions");
        }
    }

    private void problem(JsonPointer place, String file, String what) {
        problems.add(
                document.atValue(
                        place,
                        ConfigDocument.label(place)
                                + " names "
                                + QuotedText.of(file)
                                + ", "
                                + what));
    }

    /** New agents that are likely a misspelt one: they have no prompt, and a name is near. */
    List<ConfigProblem> warnings() {
        List<ConfigProblem> warnings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> agent : document.at(PLACE).properties()) {
            String name = agent.getKey();
            if (prompts.containsKey(name) || Agents.shipped().find(name).isPresent()) {
                continue;
            }
            JsonPointer place = PLACE.appendProperty(name);
            Agents.shipped()
                    .nearest(name)
                    .ifPresent(
                            nearest ->
                                    warnings.add(
                                            document.atKey(
                                                    place,
                                                    ConfigDocument.label(place)
                                                            + " is a new agent without a prompt;"
                                                            + " did you mean '"
                                                            + nearest
                                                            + "'?")));
        }
        return warnings;
    }

    /** All agents of a configuration without problems. */
    Agents read(SkillsReader skills) {
        List<Agent> agents = new ArrayList<>(Agents.shipped().all());
        document.at(PLACE)
                .properties()
                .forEach(entry -> agents.add(agent(entry.getKey(), entry.getValue())));
        return new Agents(agents, skills.registry(), skills.contextTokens());
    }

    private Agent agent(String name, JsonNode keys) {
        Agent base =
                Agents.shipped()
                        .find(name)
                        .orElseGet(
                                () -> new Agent(name, ModelTier.STANDARD, null, null, null, null));
        JsonNode temperature = keys.path("temperature");
        JsonNode maxTokens = keys.path("max_tokens");
        return new Agent(
                name,
                keys.has("tier") ? ModelTier.of(keys.path("tier").textValue()) : base.tier(),
                prompts.getOrDefault(name, base.prompt()),
                temperature.isNumber()
                        ? Double.valueOf(temperature.doubleValue())
                        : base.temperature(),
                maxTokens.isNumber() ? Integer.valueOf(maxTokens.intValue()) : base.maxTokens(),
                keys.path("description").asText(base.description()),
                keys.path("skills").isArray() ? texts(keys.path("skills")) : base.skills(),
                keys.has("consensus")
                        ? ConsensusLevel.of(keys.path("consensus").textValue())
                        : base.consensus(),
                keys.path("tools").isArray() ? texts(keys.path("tools")) : base.tools());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
