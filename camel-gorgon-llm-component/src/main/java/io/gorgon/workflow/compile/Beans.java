package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The beans of a route, in the order in which they are first named. */
final class Beans {

    private static final String BREAKER = "gorgonStepBreaker-";

    private final ArrayNode beans = JsonNodeFactory.instance.arrayNode();
    private final Map<String, ObjectNode> byName = new HashMap<>();

    ArrayNode all() {
        return beans;
    }

    /** Keeps the place of a bean that is added later. */
    void place(String name) {
        byName.computeIfAbsent(name, key -> beans.addObject());
    }

    /**
     * A bean that gets its properties; the one that is there when it is just the same.
     *
     * @return the name that it got: another one than wanted where a step is called like a part of
     *     the step around it
     */
    String add(String name, String type, Map<String, ?> properties) {
        ObjectNode bean = beans.objectNode();
        bean.put("type", type);
        if (!properties.isEmpty()) {
            ObjectNode values = bean.putObject("properties");
            properties.forEach((key, value) -> values.set(key, Eips.node(property(value))));
        }
        String free = name;
        for (int number = 2; isTaken(free, bean); number++) {
            free = name + "-" + number;
        }
        place(free);
        byName.get(free).put("name", free).setAll(bean);
        return free;
    }

    private boolean isTaken(String name, ObjectNode bean) {
        ObjectNode there = byName.get(name);
        return there != null
                && !there.isEmpty()
                && !there.deepCopy().<ObjectNode>without("name").equals(bean);
    }

    /** Camel takes a text that starts with a # for the name of another bean. */
    private static Object property(Object value) {
        return value instanceof String text && text.startsWith("#")
                ? "#valueAs(java.lang.String):" + text
                : value;
    }

    /** The circuit breaker that all steps with one key share, in all workflows. */
    String breaker(String key) {
        String name = BREAKER + key;
        place(name);
        ObjectNode bean = byName.get(name);
        if (bean.isEmpty()) {
            bean.put("name", name);
            bean.put("type", "io.github.resilience4j.circuitbreaker.CircuitBreaker");
            // Camel 4.18 calls static methods only; the breakers of the context are an argument.
            bean.put("factoryBean", "gorgonStepBreakers");
            bean.put("factoryMethod", "shared");
            bean.putObject("constructors").put("0", "#bean:gorgonStepBreakers").put("1", key);
        }
        return name;
    }
}
