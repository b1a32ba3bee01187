package io.gorgon.consensus;

import io.gorgon.yaml.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The panels of an installation, in a fixed order. Immutable. */
public final class Panels {

    /** The name of the panel that ships with Gorgon, and that votes where no other is named. */
    public static final String TRIUMVIRATE = "triumvirate";

    private final Map<String, Panel> byName = new LinkedHashMap<>();

    /**
     * @param panels of two with one name the later counts
     */
    public Panels(Collection<Panel> panels) {
        panels.forEach(panel -> byName.put(panel.name(), panel));
    }

    /** Those that ship with Gorgon: the Triumvirate. */
    public static Panels shipped() {
        return ShippedPanels.instance();
    }

    /**
     * The panel of a name.
     *
     * @param name null finds the Triumvirate
     */
    public Optional<Panel> find(String name) {
        return Optional.ofNullable(byName.get(name == null ? TRIUMVIRATE : name));
    }

    /**
     * The panel of a name.
     *
     * @param name null for the Triumvirate
     * @throws IllegalArgumentException naming the likely one, if there is no such panel
     */
    public Panel get(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "unknown panel '"
                                                + name
                                                + "'; the panels are "
                                                + String.join(", ", names())
                                                + nearest(name)
                                                        .map(
                                                                near ->
                                                                        "; did you mean '"
                                                                                + near
                                                                                + "'?")
                                                        .orElse("")));
    }

    /** The names of all panels, in their order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All panels, in their order. */
    public List<Panel> all() {
        return List.copyOf(byName.values());
    }

    /** The name that somebody likely meant; empty when none is near enough. */
    public Optional<String> nearest(String name) {
        return Nearest.of(name, byName.keySet());
    }
}
