package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.config.Budgets;
import io.gorgon.config.GorgonConfig;
import io.gorgon.state.StateLocation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what budgets there are, and what is left of them. */
@Command(
        name = "budget",
        description = {
            "Show the budgets: what is spent, reserved by running calls, in doubt because an answer",
            "was lost, and allowed."
        })
final class BudgetCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    @Option(names = "--prices", description = "Show what models cost, and from when on, instead.")
    private boolean prices;

    @Option(
            names = "--reset",
            paramLabel = "SCOPE:KEY",
            description =
                    "Forget what was spent in one scope, such as agent:planner, and show the budgets.")
    private String reset;

    private final GorgonCommand gorgon;

    BudgetCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        GorgonConfig config = ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        if (prices) {
            new PriceList(config.prices(), Instant.now()).print(gorgon.surroundings(), json);
            return ExitCode.DONE;
        }
        StateLocation otherwise = DefaultState.of(gorgon.surroundings());
        List<ScopeState> scopes;
        try (Budgets budgets = Budgets.open(config, otherwise, Clock.systemUTC())) {
            if (reset != null) {
                reset(budgets);
            }
            scopes = budgets.calls().ledger().scopes();
        }
        if (json) {
            Json.print(gorgon.surroundings().out(), toJson(scopes));
        } else {
            print(scopes, config, config.state().location().orElse(otherwise));
        }
        return ExitCode.DONE;
    }

    private void reset(Budgets budgets) {
        Scope scope = scope(reset);
        if (!budgets.calls().ledger().reset(scope)) {
            throw new InvalidInputException(
                    "nothing was spent in '" + reset + "'; 'gorgon budget' shows all scopes");
        }
    }

    private static Scope scope(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            try {
                ScopeKind kind = ScopeKind.of(text.substring(0, colon));
                return new Scope(kind, text.substring(colon + 1));
            } catch (IllegalArgumentException unknown) {
                // told below
            }
        }
        throw new InvalidInputException(
                "'"
                        + text
                        + "' is no scope; write it like agent:planner; the kinds are day, process,"
                        + " run, agent, agent_in_run");
    }

    private void print(List<ScopeState> scopes, GorgonConfig config, StateLocation state) {
        TextTable table =
                new TextTable(
                        "SCOPE",
                        "KEY",
                        "TOKENS",
                        "RESERVED",
                        "IN DOUBT",
                        "LIMIT",
                        "COST",
                        "RESERVED",
                        "IN DOUBT",
                        "LIMIT");
        for (ScopeState each : scopes) {
            table.row(
                    each.scope().kind().label(),
                    each.scope().key(),
                    String.valueOf(each.spentTokens()),
                    String.valueOf(each.reservedTokens()),
                    String.valueOf(each.inDoubtTokens()),
                    each.limit().tokens() == null ? null : each.limit().tokens().toString(),
                    Words.dollars(usd(each.spentMicroUsd())),
                    Words.dollars(usd(each.reservedMicroUsd())),
                    Words.dollars(usd(each.inDoubtMicroUsd())),
                    each.limit().microUsd() == null
                            ? null
                            : Words.dollars(usd(each.limit().microUsd())));
        }
        Surroundings surroundings = gorgon.surroundings();
        table.print(surroundings.out(), surroundings.outStyle());
        for (ScopeState each : scopes) {
            if (each.scope().kind() == ScopeKind.DAY) {
                surroundings
                        .out()
                        .println(
                                "The day "
                                        + each.scope().key()
                                        + " ends at "
                                        + each.resetsAt().atZone(config.budget().timeZone()));
            }
        }
        surroundings.err().println(surroundings.errStyle().dim("kept in " + state));
    }

    private static ObjectNode toJson(List<ScopeState> states) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode scopes = document.putArray("scopes");
        for (ScopeState state : states) {
            ObjectNode scope = scopes.addObject();
            scope.put("scope", state.scope().kind().label());
            scope.put("key", state.scope().key());
            scope.put("limit_tokens", state.limit().tokens());
            scope.put("spent_tokens", state.spentTokens());
            scope.put("reserved_tokens", state.reservedTokens());
            scope.put("in_doubt_tokens", state.inDoubtTokens());
            Long limit = state.limit().microUsd();
            scope.put("limit_usd", limit == null ? null : usd(limit));
            scope.put("spent_usd", usd(state.spentMicroUsd()));
            scope.put("reserved_usd", usd(state.reservedMicroUsd()));
            scope.put("in_doubt_usd", usd(state.inDoubtMicroUsd()));
            Instant reset = state.resetsAt();
            scope.put("resets_at", reset == null ? null : reset.toString());
        }
        return document;
    }

    private static BigDecimal usd(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6);
    }
}
