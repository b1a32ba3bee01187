package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.consensus.ConsensusSettings;
import io.gorgon.consensus.Panel;
import io.gorgon.consensus.Panels;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.ModelTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code consensus}, over the panels that ship with Gorgon. */
final class ConsensusReader {

    private static final JsonPointer PLACE = JsonPointer.compile("/consensus");
    private static final JsonPointer PANELS = PLACE.appendProperty("panels");

    private ConsensusReader() {}

    /** What the schema cannot see: panels without voters, and voters without a persona. */
    static List<ConfigProblem> problems(ConfigDocument document) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> panel : document.at(PANELS).properties()) {
            JsonPointer place = PANELS.appendProperty(panel.getKey());
            Map<String, Voter> shipped = shipped(panel.getKey());
            JsonNode voters = panel.getValue().path("voters");
            if (shipped.isEmpty() && voters.isEmpty()) {
                problems.add(
                        document.atKey(
                                place, ConfigDocument.label(place) + " needs at least one voter"));
            }
            for (Map.Entry<String, JsonNode> voter : voters.properties()) {
                JsonPointer at = place.appendProperty("voters").appendProperty(voter.getKey());
                problem(document, at, voter.getValue(), shipped.get(voter.getKey()))
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<ConfigProblem> problem(
            ConfigDocument document, JsonPointer place, JsonNode keys, Voter shipped) {
        JsonNode persona = keys.path("persona");
        if (persona.isMissingNode() && shipped == null) {
            return Optional.of(
                    document.atKey(
                            place,
                            ConfigDocument.label(place)
                                    + " is a new voter and needs a persona: who it is, and which"
                                    + " question it judges by"));
        }
        if (persona.isTextual() && !persona.asText().isEmpty() && persona.asText().isBlank()) {
            JsonPointer text = place.appendProperty("persona");
            return Optional.of(
                    document.atValue(text, ConfigDocument.label(text) + " must not be empty"));
        }
        return Optional.empty();
    }

    /** The settings of a configuration without problems. */
    static ConsensusSettings read(ConfigDocument document) {
        List<Panel> panels = new ArrayList<>(Panels.shipped().all());
        document.at(PANELS)
                .properties()
                .forEach(entry -> panels.add(panel(entry.getKey(), entry.getValue())));
        return new ConsensusSettings(
                new Panels(panels),
                Duration.ofMillis(value(document, "vote_timeout_ms").longValue()),
                value(document, "early_decision").booleanValue());
    }

    private static JsonNode value(ConfigDocument document, String key) {
        JsonNode value = document.at(PLACE).path(key);
        return value.isMissingNode() ? Defaults.instance().consensus().path(key) : value;
    }

    private static Panel panel(String name, JsonNode keys) {
        Map<String, Voter> voters = shipped(name);
        for (Map.Entry<String, JsonNode> entry : keys.path("voters").properties()) {
            String voter = entry.getKey();
            voters.put(voter, voter(voter, entry.getValue(), voters.get(voter)));
        }
        return new Panel(name, List.copyOf(voters.values()));
    }

    private static Map<String, Voter> shipped(String panel) {
        Map<String, Voter> voters = new LinkedHashMap<>();
        Panels.shipped()
                .find(panel)
                .ifPresent(found -> found.voters().forEach(each -> voters.put(each.name(), each)));
        return voters;
    }

    private static Voter voter(String name, JsonNode keys, Voter shipped) {
        String tier = keys.path("tier").textValue();
        ModelTier otherwise = shipped == null ? ModelTier.REASONING : shipped.tier();
        return new Voter(
                name,
                keys.path("description").asText(shipped == null ? null : shipped.description()),
                keys.path("persona").asText(shipped == null ? null : shipped.persona()),
                tier == null ? otherwise : ModelTier.of(tier),
                keys.path("model").asText(null));
    }
}
