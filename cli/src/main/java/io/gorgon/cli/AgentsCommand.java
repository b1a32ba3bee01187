package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.skill.Agent;
import io.gorgon.skill.Agents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the agents that calls and workflows can name. */
@Command(
        name = "agents",
        description = {
            "List the agents that calls and workflows can name: those that come with Gorgon, and those",
            "that gorgon.yaml adds or changes."
        })
final class AgentsCommand implements Callable<Integer> {

    private static final String SHIPPED = "shipped";
    private static final String CONFIGURED = "gorgon.yaml";

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    private final GorgonCommand gorgon;

    AgentsCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        List<Agent> agents =
                ConfigFile.load(gorgon.configFile(), gorgon.overrides()).agents().all();
        if (json) {
            Json.print(gorgon.surroundings().out(), toJson(agents));
        } else {
            print(agents);
        }
        return ExitCode.DONE;
    }

    private void print(List<Agent> agents) {
        Surroundings surroundings = gorgon.surroundings();
        TextTable table = new TextTable("NAME", "TIER", "SOURCE", "DESCRIPTION");
        for (Agent agent : agents) {
            table.row(agent.name(), agent.tier().label(), source(agent), agent.description());
        }
        table.print(surroundings.out(), surroundings.outStyle());
    }

    /** Where what holds for an agent is from: one that the file has changed is the file's. */
    private static String source(Agent agent) {
        boolean unchanged = Agents.shipped().find(agent.name()).equals(Optional.of(agent));
        return unchanged ? SHIPPED : CONFIGURED;
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        names.forEach(list::add);
        return list;
    }

    private static ObjectNode toJson(List<Agent> agents) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("agents");
        for (Agent agent : agents) {
            ObjectNode each = list.addObject();
            each.put("name", agent.name())
                    .put("tier", agent.tier().label())
                    .put("source", source(agent))
                    .put("description", agent.description())
                    .put("temperature", agent.temperature())
                    .put("max_tokens", agent.maxTokens())
                    .put("prompt", agent.prompt());
            each.set("skills", names(agent.skills()));
            ConsensusLevel vote = agent.consensus();
            each.put("consensus", vote == null ? null : vote.label());
            each.set("tools", agent.tools() == null ? null : names(agent.tools()));
        }
        return document;
    }
}
