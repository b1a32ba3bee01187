package io.gorgon.skill;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.consensus.ConsensusLevel;
import java.util.ArrayList;
import java.util.List;

/** Reads the capabilities of a skill: a mapping in the first version, a list in the second. */
final class CapabilityReader {

    private static final JsonPointer PLACE = SkillReader.at("capabilities");

    private static final List<String> KEYS =
            List.of(
                    "name",
                    "description",
                    "inputs",
                    "outputs",
                    "risk",
                    "risk_level",
                    "consensus",
                    "consensus_level",
                    "consensus_required",
                    "requires_user_confirmation",
                    "side_effects",
                    "warnings",
                    "examples",
                    "parallel_safe",
                    "intent_required",
                    "post_execution");

    private final SkillDocument schema;
    private final List<Capability> capabilities = new ArrayList<>();

    CapabilityReader(SkillDocument schema) {
        this.schema = schema;
    }

    List<Capability> read() {
        JsonNode all = schema.at(PLACE);
        if (all.isArray()) {
            for (int i = 0; i < all.size(); i++) {
                JsonPointer place = PLACE.appendIndex(i);
                if (all.get(i).isTextual()) {
                    add(place, all.get(i).textValue().strip());
                } else {
                    add(place, schema.text(place.appendProperty("name"), ""));
                }
            }
        } else if (all.isObject()) {
            all.fieldNames().forEachRemaining(name -> add(PLACE.appendProperty(name), name));
        } else if (!all.isMissingNode() && !all.isNull()) {
            schema.problem(PLACE, "capabilities must be a mapping or a list");
        }
        return capabilities;
    }

    private void add(JsonPointer place, String name) {
        if (name.isEmpty()) {
            schema.problem(place, SkillDocument.label(place) + " has no name");
            return;
        }
        if (capabilities.stream().anyMatch(each -> each.name().equals(name))) {
            schema.problem(place, "the capability '" + name + "' is here twice");
        }
        schema.checkKeys(place, KEYS);
        capabilities.add(
                new Capability(
                        name,
                        schema.text(place.appendProperty("description"), ""),
                        risk(place),
                        consensus(place),
                        schema.flag(place.appendProperty("requires_user_confirmation")),
                        schema.texts(place.appendProperty("side_effects"))));
    }

    private RiskLevel risk(JsonPointer place) {
        RiskLevel risk =
                SkillReader.risk(schema, place.appendProperty("risk_level"), RiskLevel.LOW);
        RiskLevel other = SkillReader.risk(schema, place.appendProperty("risk"), RiskLevel.LOW);
        return risk.compareTo(other) >= 0 ? risk : other;
    }

    /** Of several keys that say it the strictest counts. */
    private ConsensusLevel consensus(JsonPointer place) {
        List<ConsensusLevel> levels = new ArrayList<>();
        for (String key : List.of("consensus", "consensus_level", "consensus_required")) {
            schema.word(place.appendProperty(key), ConsensusLevel.labels())
                    .map(ConsensusLevel::of)
                    .ifPresent(levels::add);
        }
        return ConsensusLevel.strictest(levels).orElse(null);
    }
}
