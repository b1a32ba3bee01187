package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import java.util.ArrayList;
import java.util.List;

/** Finds the parameters of a step that hold steps. */
final class BlockPlaces {

    private final List<Place> places = new ArrayList<>();

    private BlockPlaces() {}

    /**
     * A parameter that holds steps.
     *
     * @param key its path below the parameters, such as {@code cases/0/steps}
     * @param pointer where it is in the file
     */
    record Place(Block block, String key, JsonPointer pointer, JsonNode node) {

        /** The last name of its path. */
        String param() {
            return block.param().substring(block.param().lastIndexOf('/') + 1);
        }
    }

    static List<Place> of(StepType type, JsonNode params, JsonPointer step) {
        BlockPlaces found = new BlockPlaces();
        JsonPointer at = step.appendProperty("params");
        for (Block block : type.blocks()) {
            found.find(block, block.param(), new Place(block, "", at, params));
        }
        return found.places;
    }

    /** Follows a path; a list on the way has the block in each of its items. */
    private void find(Block block, String path, Place at) {
        if (path.isEmpty()) {
            places.add(at);
        } else if (at.node().isArray()) {
            for (int i = 0; i < at.node().size(); i++) {
                Place item = below(at, Integer.toString(i), at.pointer().appendIndex(i), i);
                find(block, path, item);
            }
        } else {
            int slash = path.indexOf('/');
            String name = slash < 0 ? path : path.substring(0, slash);
            if (at.node().has(name)) {
                Place inside =
                        new Place(
                                block,
                                key(at, name),
                                at.pointer().appendProperty(name),
                                at.node().get(name));
                find(block, slash < 0 ? "" : path.substring(slash + 1), inside);
            }
        }
    }

    private static Place below(Place at, String name, JsonPointer pointer, int index) {
        return new Place(at.block(), key(at, name), pointer, at.node().get(index));
    }

    private static String key(Place at, String name) {
        return at.key().isEmpty() ? name : at.key() + "/" + name;
    }
}
