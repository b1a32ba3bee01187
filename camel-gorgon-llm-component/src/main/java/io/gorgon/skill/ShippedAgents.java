package io.gorgon.skill;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.yaml.PositionedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the agents in the jar, once. */
final class ShippedAgents {

    private static final String RESOURCE = "agents.yaml";

    private ShippedAgents() {}

    private static final class Holder {
        static final Agents INSTANCE = read();
    }

    static Agents instance() {
        return Holder.INSTANCE;
    }

    private static Agents read() {
        try (InputStream in = ShippedAgents.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Agent> agents = new ArrayList<>();
            PositionedYaml.parse(text)
                    .tree()
                    .properties()
                    .forEach(entry -> agents.add(agent(entry.getKey(), entry.getValue())));
            return new Agents(agents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Agent agent(String name, JsonNode keys) {
        List<String> skills = new ArrayList<>();
        keys.path("skills").forEach(skill -> skills.add(skill.textValue()));
        return new Agent(
                name,
                ModelTier.of(keys.path("tier").textValue()),
                keys.path("prompt").textValue().strip(),
                null,
                null,
                keys.path("description").textValue(),
                skills,
                null,
                null);
    }
}
