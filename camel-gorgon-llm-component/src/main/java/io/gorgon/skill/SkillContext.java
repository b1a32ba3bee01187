package io.gorgon.skill;

import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told of its skills, as a part of its system prompt.
 *
 * @param text empty when there is nothing to tell
 * @param leftOut what did not fit, a phrase each; the text says it too
 * @param tokens of the text, estimated on the high side
 */
public record SkillContext(String text, List<String> leftOut, long tokens) {

    public SkillContext {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The text for some skills. Their rules come first, then when to use them, and last their
     * documents, so that rules are left out last; each is whole or not there.
     *
     * @param maxTokens the most tokens of the text, at least 0; the line that says what is left out
     *     counts too, so with very few there may be nothing at all
     */
    public static SkillContext of(Collection<Skill> skills, long maxTokens) {
        List<Part> parts = new ArrayList<>();
        skills.forEach(skill -> parts.add(new Part("the rules of " + skill.name(), rules(skill))));
        skills.forEach(skill -> parts.add(new Part("the use of " + skill.name(), use(skill))));
        skills.forEach(
                skill -> parts.add(new Part("the document of " + skill.name(), skill.document())));
        parts.removeIf(part -> part.text().isBlank());
        for (int all = parts.size(); all > 0; all--) {
            SkillContext context = filled(parts, maxTokens, all);
            if (context.tokens() <= maxTokens) {
                return context;
            }
        }
        return new SkillContext("", parts.stream().map(Part::what).toList(), 0);
    }

    private record Part(String what, String text) {}

    /**
     * With at most so many parts, as far as they fit; a smaller one after a large one still may.
     */
    private static SkillContext filled(List<Part> parts, long maxTokens, int most) {
        List<String> texts = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        long tokens = 0;
        for (Part part : parts) {
            long more = TokenEstimate.of(part.text());
            if (texts.size() < most && tokens + more <= maxTokens) {
                texts.add(part.text());
                tokens += more;
            } else {
                leftOut.add(part.what());
            }
        }
        if (!leftOut.isEmpty()) {
            texts.add("(Left out for lack of room: " + String.join(", ", leftOut) + ".)");
        }
        String text = String.join("\n\n", texts);
        return new SkillContext(text, leftOut, TokenEstimate.of(text));
    }

    private static String rules(Skill skill) {
        StringBuilder text = new StringBuilder("## Skill: " + skill.name());
        line(text, skill.description());
        if (!skill.capabilities().isEmpty()) {
            line(text, "Capabilities:");
            skill.capabilities().forEach(each -> line(text, "- " + capability(skill, each)));
        }
        if (!skill.protectedPaths().isEmpty()) {
            line(
                    text,
                    "Never touch these paths, nor anything under them: " + skill.protectedPaths());
        }
        if (!skill.blockedPatterns().isEmpty()) {
            line(text, "Never use or write anything that matches: " + skill.blockedPatterns());
        }
        return text.toString();
    }

    private static String capability(Skill skill, Capability capability) {
        Optional<ConsensusLevel> vote = skill.voteFor(capability.name());
        return capability.name()
                + (capability.description().isEmpty() ? "" : ": " + capability.description())
                + " (risk "
                + capability.risk().label()
                + vote.map(level -> ", needs a vote: " + level.label()).orElse("")
                + ")";
    }

    private static String use(Skill skill) {
        StringBuilder text = new StringBuilder();
        section(text, skill.name() + ", use it when:", skill.useWhen());
        section(text, skill.name() + ", do not use it when:", skill.avoidWhen());
        section(text, skill.name() + ", before you are done:", skill.checklist());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> items) {
        if (!items.isEmpty()) {
            line(text, title);
            items.forEach(item -> line(text, "- " + item));
        }
    }

    private static void line(StringBuilder text, String line) {
        if (!line.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
    }
}
