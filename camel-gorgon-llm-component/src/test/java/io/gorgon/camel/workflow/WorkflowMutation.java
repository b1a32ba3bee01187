package io.gorgon.camel.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes workflows in the ways in which hands, editors and programs spoil them. */
final class WorkflowMutation {

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "~",
                    "[]",
                    "{}",
                    "''",
                    "-1",
                    "0",
                    "1",
                    "3.5",
                    "99999999999999999999",
                    "1e300",
                    ".nan",
                    "true",
                    "no",
                    "2024-01-01",
                    "[1, [2], {a: b}]",
                    "{a: {b: c}}",
                    "\"\\u0000\"",
                    "\"\uD83D\uDE00 \u202Eabc \u0130\"",
                    "\"${\"",
                    "\"${}\"",
                    "\"${nobody}\"",
                    "\"${item}\"",
                    "\"$${x}\"",
                    "\"${plan.a[0].b}\"",
                    "\"${plan.split('/')[0]}\"",
                    "\"${plan.split(\"",
                    "&a x",
                    "*a",
                    "!!int x",
                    "'{{secret}}'",
                    "'${body}'",
                    "abort",
                    "skip",
                    "retry",
                    "fallback",
                    "llm",
                    "shell",
                    "parallel",
                    "checkpoint",
                    "fan_out",
                    "fan_in",
                    "map_reduce",
                    "branch",
                    "loop",
                    "approval",
                    "sub_workflow",
                    "set",
                    "wait",
                    "validate",
                    "embed",
                    "to",
                    "equals",
                    "not_empty",
                    "matches",
                    "planner",
                    "string",
                    "file",
                    "command");
    private static final List<String> LINES =
            List.of(
                    "condition: {field: plan, operator: contains, value: a}",
                    "condition: {all: [{field: plan, operator: not_empty}]}",
                    "depends_on: plan",
                    "depends_on: [nobody]",
                    "settings: {auto_parallel: true}",
                    "on_failure: skip",
                    "on_failure: continue_with_default",
                    "default_output: {plan: x}",
                    "fallback: {value: x}",
                    "fallback: {step: {id: f, type: llm, params: {prompt: again}}}",
                    "circuit_breaker_key: key",
                    "max_retries: 0",
                    "timeout_seconds: 1",
                    "token_budget: 1",
                    "estimated_tokens: 5",
                    "outputs: [plan, plan]",
                    "outputs: one",
                    "inputs: [plan]",
                    "version: 2",
                    "model: some-model",
                    "---",
                    "...",
                    "\t");
    private static final Pattern KEY = Pattern.compile("(\\w+):");
    private static final Pattern VALUE = Pattern.compile(":( .*)?$");

    private WorkflowMutation() {}

    static String of(String text, Random random) {
        String changed = text;
        int changes = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
        for (int i = 0; i < changes; i++) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static String once(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return one(VALUES, random);
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(13)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, one(lines, random));
            case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
            case 3 -> lines.set(at, " ".repeat(1 + random.nextInt(4)) + line);
            case 4 -> lines.set(at, line.replaceFirst("^ {1,4}", ""));
            case 5, 6 -> lines.set(at, withValue(line, one(VALUES, random)));
            case 7 -> lines.set(at, misspelt(line, random));
            case 8 -> lines.set(at, flipped(line, random));
            case 9 -> moveBlock(lines, at, random);
            case 10 -> repeatBlock(lines, at, random);
            case 11 -> lines.add(at, indentOf(line) + one(LINES, random));
            default -> lines.set(at, line.replace("}", "").replace("id: ", "id: plan #"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String withValue(String line, String value) {
        Matcher matcher = VALUE.matcher(line);
        return matcher.find() ? line.substring(0, matcher.start()) + ": " + value : "- " + value;
    }

    private static String misspelt(String line, Random random) {
        Matcher key = KEY.matcher(line);
        if (!key.find()) {
            return flipped(line, random);
        }
        int at = key.start() + random.nextInt(key.end(1) - key.start());
        return line.substring(0, at) + "x" + line.substring(at + random.nextInt(2));
    }

    private static String flipped(String line, Random random) {
        if (line.isEmpty()) {
            return ":";
        }
        int at = random.nextInt(line.length());
        char other =
                (char) (random.nextInt(8) == 0 ? random.nextInt(0x300) : 33 + random.nextInt(94));
        return line.substring(0, at) + other + line.substring(at + 1);
    }

    private static void moveBlock(List<String> lines, int at, Random random) {
        List<String> block = lines.subList(at, Math.min(lines.size(), at + 1 + random.nextInt(12)));
        List<String> moved = List.copyOf(block);
        block.clear();
        lines.addAll(random.nextInt(lines.size() + 1), moved);
    }

    private static void repeatBlock(List<String> lines, int at, Random random) {
        int end = Math.min(lines.size(), at + 1 + random.nextInt(12));
        lines.addAll(random.nextInt(lines.size() + 1), List.copyOf(lines.subList(at, end)));
    }

    private static String indentOf(String line) {
        return " ".repeat(line.length() - line.stripLeading().length());
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
