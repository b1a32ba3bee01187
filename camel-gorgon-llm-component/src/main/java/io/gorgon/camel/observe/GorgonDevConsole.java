package io.gorgon.camel.observe;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.failover.LocalSwitch.Forced;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * The state of the router: mode, providers with their circuit breakers, which are down, and what is
 * forced to be local and why; the runs that go on or wait. Holds no prompt, answer or key.
 */
@DevConsole(
        name = "gorgon",
        displayName = "Gorgon",
        description = "Gorgon's providers, what is forced to be local, and the runs of workflows")
public final class GorgonDevConsole extends AbstractDevConsole {

    public GorgonDevConsole() {
        super(
                "gorgon",
                "gorgon",
                "Gorgon",
                "Gorgon's providers, what is forced to be local, and the runs of workflows");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        GorgonLlm gorgon = GorgonLlm.get(getCamelContext());
        StringBuilder text =
                new StringBuilder("Mode: ").append(gorgon.config().mode().label()).append('\n');
        for (LlmProvider provider : gorgon.providers().all()) {
            text.append(provider.name())
                    .append(": ")
                    .append(provider.type())
                    .append(provider.local() ? ", local" : ", cloud")
                    .append(gorgon.downProviders().isDown(provider.name()) ? ", down" : "")
                    .append(", circuit breaker ")
                    .append(gorgon.breakers().state(provider.name()))
                    .append('\n');
        }
        for (Forced forced : gorgon.localSwitch().orders()) {
            text.append("Forced local: ")
                    .append(forced.scope())
                    .append(' ')
                    .append(forced.key())
                    .append(", ")
                    .append(forced.reason())
                    .append(forced.until() == null ? "" : ", until " + forced.until())
                    .append('\n');
        }
        return text.append(new RunsReport(getCamelContext()).text()).toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        GorgonLlm gorgon = GorgonLlm.get(getCamelContext());
        JsonArray providers = new JsonArray();
        for (LlmProvider provider : gorgon.providers().all()) {
            JsonObject json = new JsonObject();
            json.put("name", provider.name());
            json.put("type", provider.type());
            json.put("local", provider.local());
            json.put("down", gorgon.downProviders().isDown(provider.name()));
            json.put("circuit_breaker", gorgon.breakers().state(provider.name()));
            providers.add(json);
        }
        JsonArray forcedLocal = new JsonArray();
        for (Forced forced : gorgon.localSwitch().orders()) {
            JsonObject json = new JsonObject();
            json.put("scope", forced.scope().name().toLowerCase(Locale.ROOT));
            json.put("key", forced.key());
            json.put("reason", forced.reason());
            json.put("until", forced.until() == null ? null : forced.until().toString());
            forcedLocal.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("mode", gorgon.config().mode().label());
        root.put("providers", providers);
        root.put("forced_local", forcedLocal);
        JsonObject runs = new RunsReport(getCamelContext()).json();
        if (runs != null) {
            root.put("runs", runs);
        }
        return root;
    }
}
