package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Leaves out GPUs that {@code CUDA_VISIBLE_DEVICES} and {@code NVIDIA_VISIBLE_DEVICES} hide: lists
 * of numbers or of beginnings of identifiers, in the order to use.
 */
final class NvidiaVisibility {

    private static final String CUDA = "CUDA_VISIBLE_DEVICES";
    private static final String CONTAINER = "NVIDIA_VISIBLE_DEVICES";

    private final Host host;

    NvidiaVisibility(Host host) {
        this.host = host;
    }

    /** A GPU with the names by which it can be listed. */
    record Device(String index, String uuid, Gpu gpu) {}

    List<Gpu> of(List<Device> all, List<String> notes) {
        List<Device> visible = container(all);
        String cuda = host.variable(CUDA);
        if (cuda != null) {
            visible = listed(cuda, visible);
        }
        if (visible.size() < all.size()) {
            notes.add(
                    (all.size() - visible.size())
                            + " of "
                            + all.size()
                            + " NVIDIA GPUs are hidden by "
                            + (cuda == null ? CONTAINER : CUDA));
        }
        return visible.stream().map(Device::gpu).toList();
    }

    private List<Device> container(List<Device> all) {
        String wanted = host.variable(CONTAINER);
        if (wanted == null || wanted.isBlank()) {
            return all;
        }
        return switch (wanted.strip().toLowerCase(Locale.ROOT)) {
            case "all" -> all;
            case "none", "void" -> List.of();
            default -> listed(wanted, all);
        };
    }

    /** As CUDA reads it: what follows a name that fits nothing is hidden. */
    private static List<Device> listed(String names, List<Device> devices) {
        List<Device> found = new ArrayList<>();
        for (String name : names.split(",")) {
            Device device = find(name.strip(), devices);
            if (device == null) {
                break;
            }
            if (!found.contains(device)) {
                found.add(device);
            }
        }
        return found;
    }

    private static Device find(String name, List<Device> devices) {
        if (name.isEmpty()) {
            return null;
        }
        if (name.matches("\\d+")) {
            // A number counts cards; of a card in slices, CUDA takes the first.
            return devices.stream()
                    .filter(device -> device.index().split(":")[0].equals(name))
                    .findFirst()
                    .orElse(null);
        }
        return devices.stream()
                .filter(device -> device.uuid().regionMatches(true, 0, name, 0, name.length()))
                .findFirst()
                .orElseGet(() -> byIndex(name, devices));
    }

    private static Device byIndex(String name, List<Device> devices) {
        return devices.stream()
                .filter(device -> device.index().equals(name))
                .findFirst()
                .orElse(null);
    }
}
