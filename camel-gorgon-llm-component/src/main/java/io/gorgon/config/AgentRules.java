package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.skill.SkillRegistry;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks what agents name: skills that are there, and tools of servers that are there. */
final class AgentRules {

    private static final JsonPointer AGENTS = JsonPointer.compile("/agents");
    private static final JsonPointer SERVERS = JsonPointer.compile("/mcp/servers");

    private final ConfigDocument document;
    private final SkillRegistry skills;
    private final Set<String> servers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<ConfigProblem> problems = new ArrayList<>();

    private AgentRules(ConfigDocument document, SkillRegistry skills) {
        this.document = document;
        this.skills = skills;
        document.at(SERVERS).fieldNames().forEachRemaining(servers::add);
    }

    static List<ConfigProblem> problems(ConfigDocument document, SkillRegistry skills) {
        AgentRules rules = new AgentRules(document, skills);
        for (Map.Entry<String, JsonNode> agent : document.at(AGENTS).properties()) {
            JsonPointer place = AGENTS.appendProperty(agent.getKey());
            rules.skills(place.appendProperty("skills"), agent.getValue().path("skills"));
            rules.tools(place.appendProperty("tools"), agent.getValue().path("tools"));
        }
        return rules.problems;
    }

    private void skills(JsonPointer place, JsonNode names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.path(i).textValue();
            if (name != null && !name.isEmpty() && skills.find(name).isEmpty()) {
                unknown(place.appendIndex(i), "skill", name, skills.names());
            }
        }
    }

    private void tools(JsonPointer place, JsonNode tools) {
        for (int i = 0; i < tools.size(); i++) {
            String tool = tools.path(i).textValue();
            int slash = tool == null ? -1 : tool.indexOf('/');
            if (slash > 0 && !servers.contains(tool.substring(0, slash))) {
                unknown(
                        place.appendIndex(i),
                        "MCP server",
                        tool.substring(0, slash),
                        servers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
            }
        }
    }

    private void unknown(JsonPointer item, String kind, String name, List<String> known) {
        String end =
                known.isEmpty()
                        ? "; there is none"
                        : Nearest.of(name, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; there are " + String.join(", ", known));
        problems.add(
                document.atValue(
                        item,
                        ConfigDocument.label(item)
                                + " names the unknown "
                                + kind
                                + " "
                                + QuotedText.of(name)
                                + end));
    }
}
