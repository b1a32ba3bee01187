package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.hardware.GraphicsCard;

/**
 * What OSHI knows, for systems without files that tell it. Takes a third of a second to load, and
 * needs a native library, which a hardened machine may not let it unpack.
 */
final class Oshi {

    private static final Logger LOG = LoggerFactory.getLogger(Oshi.class);

    private Oshi() {}

    static Optional<Host.Memory> memory() {
        try {
            GlobalMemory memory = new SystemInfo().getHardware().getMemory();
            return memory.getTotal() > 0
                    ? Optional.of(new Host.Memory(memory.getTotal(), memory.getAvailable()))
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("OSHI cannot read the memory", e);
            return Optional.empty();
        }
    }

    static List<Gpu> graphicsCards() {
        List<Gpu> gpus = new ArrayList<>();
        try {
            for (GraphicsCard card : new SystemInfo().getHardware().getGraphicsCards()) {
                if (!card.getName().isBlank() && !card.getName().equalsIgnoreCase("unknown")) {
                    long memory = card.getVRam();
                    gpus.add(new Gpu(card.getName(), memory > 0 ? memory : null, null));
                }
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("OSHI cannot read the graphics cards", e);
        }
        return gpus;
    }
}
