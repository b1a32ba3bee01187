package io.gorgon.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Builds the tree from the parser's events. Works without recursion and counts what aliases repeat,
 * so neither deep nesting nor an alias bomb can take the stack or the memory.
 */
final class YamlTreeBuilder {

    private static final int MAX_CHARACTERS = 2_000_000;
    private static final int MAX_DEPTH = 100;
    private static final int MIN_BUFFER = 1024;
    private static final int MAX_NODES = 100_000;

    private final List<YamlProblem> problems = new ArrayList<>();
    private final Map<JsonPointer, PositionedYaml.Place> places = new HashMap<>();
    private final Map<JsonPointer, JsonPointer> aliases = new HashMap<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Deque<YamlContainer> open = new ArrayDeque<>();
    private JsonNode root = NullNode.getInstance();
    private int nodes;
    private int documents;

    /** What an anchor names; the node is missing as long as it is not complete. */
    private record Anchored(JsonNode node, JsonPointer pointer, int size) {}

    /** Stops the reading after a problem that leaves no sense in what follows. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    PositionedYaml read(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.length() > MAX_CHARACTERS) {
            problems.add(
                    new YamlProblem(
                            Position.START,
                            "more than " + MAX_CHARACTERS + " characters; that is too large"));
        } else {
            YamlSyntax.halfCharacter(content)
                    .ifPresentOrElse(problems::add, () -> readEvents(content));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparing(YamlProblem::position));
            throw new InvalidYamlException(problems);
        }
        return new PositionedYaml(root, places, aliases);
    }

    private void readEvents(String content) {
        // Everything in one buffer: snakeyaml-engine 3.0.1 fails on a character outside the basic
        // plane that lies across the end of its buffer.
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .setBufferSize(Math.max(MIN_BUFFER, content.length() + 1))
                        .build();
        try {
            for (Event event : new Parse(settings).parseString(content)) {
                accept(event);
            }
        } catch (Unreadable alreadyNoted) {
            // its problem is in the list
        } catch (YamlEngineException syntax) {
            problems.add(YamlSyntax.problem(syntax, content));
        }
    }

    private void accept(Event event) {
        Position at = YamlSyntax.position(event.getStartMark());
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (++documents > 1) {
                    stop(at, "a second document starts here; only one is read, remove the '---'");
                }
            }
            case Scalar -> scalar((ScalarEvent) event, at);
            case Alias -> alias(((AliasEvent) event).getAlias(), at);
            case MappingStart -> start((CollectionStartEvent) event, at, true);
            case SequenceStart -> start((CollectionStartEvent) event, at, false);
            case MappingEnd, SequenceEnd -> end();
            default -> {
                // stream and document ends say nothing about the content
            }
        }
    }

    private void scalar(ScalarEvent event, Position at) {
        JsonNode value = MissingNode.getInstance();
        try {
            value = YamlScalars.read(tag(event), event.isPlain(), event.getValue());
        } catch (IllegalArgumentException notThatTag) {
            problems.add(new YamlProblem(at, notThatTag.getMessage()));
        }
        YamlContainer parent = open.peek();
        if (parent != null && parent.wantsKey()) {
            key(parent, event.getValue(), value, at);
            return;
        }
        JsonPointer pointer = place(at);
        count(1, at);
        remember(event, new Anchored(value, pointer, 1));
        add(value.isMissingNode() ? NullNode.getInstance() : value);
    }

    private static String tag(ScalarEvent event) {
        return event.getTag().orElse(null);
    }

    private void key(YamlContainer mapping, String name, JsonNode value, Position at) {
        if (name.equals("<<") && value.isTextual()) {
            problems.add(
                    new YamlProblem(at, "merge keys ('<<') are not supported; write the keys out"));
        } else if (!value.isTextual() && !value.isMissingNode()) {
            problems.add(
                    new YamlProblem(
                            at,
                            name.isEmpty()
                                    ? "a key is missing before this ':'"
                                    : "a key must be text; put this one in quotes"));
        }
        Position first = mapping.firstOf(name);
        if (first != null) {
            problems.add(
                    new YamlProblem(
                            at,
                            "the key "
                                    + QuotedText.of(name)
                                    + " is here twice; it is on line "
                                    + first.line()
                                    + " already"));
        }
        mapping.key(name, at);
    }

    private void alias(Anchor name, Position at) {
        if (open.peek() != null && open.peek().wantsKey()) {
            stop(at, "a key must be text, not an alias");
        }
        Anchored anchored = anchors.get(name.getValue());
        if (anchored == null) {
            stop(at, "an alias without its anchor; put text that starts with '*' in quotes");
        }
        if (anchored.node().isMissingNode()) {
            stop(at, "an alias of what it is itself a part of");
        }
        JsonPointer pointer = place(at);
        count(anchored.size(), at);
        if (anchored.node().isContainerNode()) {
            aliases.put(pointer, anchored.pointer());
        }
        add(anchored.node());
    }

    private void start(CollectionStartEvent event, Position at, boolean mapping) {
        if (open.peek() != null && open.peek().wantsKey()) {
            stop(at, "a key must be text; put text that starts with '[', '{' or '?' in quotes");
        }
        if (open.size() >= MAX_DEPTH) {
            stop(at, "more than " + MAX_DEPTH + " levels of nesting");
        }
        Tag plain = mapping ? Tag.MAP : Tag.SEQ;
        Optional<String> tag = event.getTag();
        if (tag.isPresent() && !tag.get().equals("!") && !new Tag(tag.get()).equals(plain)) {
            problems.add(new YamlProblem(at, "unknown tag; only plain YAML values are understood"));
        }
        JsonPointer pointer = place(at);
        count(1, at);
        JsonNode node =
                mapping
                        ? JsonNodeFactory.instance.objectNode()
                        : JsonNodeFactory.instance.arrayNode();
        remember(event, new Anchored(MissingNode.getInstance(), pointer, 0));
        open.push(
                new YamlContainer(
                        node,
                        pointer,
                        event.getAnchor().map(Anchor::getValue).orElse(null),
                        nodes));
    }

    private void end() {
        YamlContainer done = open.pop();
        if (done.anchor() != null) {
            int size = nodes - done.nodesBefore() + 1;
            anchors.put(done.anchor(), new Anchored(done.node(), done.pointer(), size));
        }
        add(done.node());
    }

    private void remember(NodeEvent event, Anchored anchored) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), anchored));
    }

    /** Notes where the next value is. */
    private JsonPointer place(Position at) {
        YamlContainer parent = open.peek();
        if (parent == null) {
            places.put(JsonPointer.empty(), new PositionedYaml.Place(at, at));
            return JsonPointer.empty();
        }
        JsonPointer pointer = parent.next();
        places.putIfAbsent(pointer, new PositionedYaml.Place(parent.keyPosition(at), at));
        return pointer;
    }

    private void add(JsonNode value) {
        YamlContainer parent = open.peek();
        if (parent == null) {
            root = value;
        } else {
            parent.add(value);
        }
    }

    private void count(int more, Position at) {
        nodes += more;
        if (nodes > MAX_NODES) {
            stop(at, "more than " + MAX_NODES + " values, counting what aliases repeat");
        }
    }

    private void stop(Position at, String message) {
        problems.add(new YamlProblem(at, message));
        throw new Unreadable();
    }
}
