package io.gorgon.consensus;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.yaml.PositionedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the panels in the jar, once. */
final class ShippedPanels {

    private static final String RESOURCE = "panels.yaml";

    private ShippedPanels() {}

    private static final class Holder {
        static final Panels INSTANCE = read();
    }

    static Panels instance() {
        return Holder.INSTANCE;
    }

    private static Panels read() {
        try (InputStream in = ShippedPanels.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Panel> panels = new ArrayList<>();
            PositionedYaml.parse(text)
                    .tree()
                    .properties()
                    .forEach(entry -> panels.add(panel(entry.getKey(), entry.getValue())));
            return new Panels(panels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Panel panel(String name, JsonNode keys) {
        List<Voter> voters = new ArrayList<>();
        keys.path("voters")
                .properties()
                .forEach(entry -> voters.add(voter(entry.getKey(), entry.getValue())));
        return new Panel(name, voters);
    }

    private static Voter voter(String name, JsonNode keys) {
        return new Voter(
                name,
                keys.path("description").textValue(),
                keys.path("persona").textValue().strip(),
                ModelTier.of(keys.path("tier").textValue()),
                null);
    }
}
