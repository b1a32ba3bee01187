package io.gorgon.hardware;

import io.gorgon.config.HardwareSettings;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.function.Supplier;

/**
 * The machine of a provider's server, and its limits.
 *
 * @param machine tells machines apart: this one, or the server's address; never null
 * @param label for messages; never null
 * @param settings never null
 * @param profile reads what it has, with the memory that is free now; never null
 */
record Server(
        String machine, String label, HardwareSettings settings, Supplier<MachineProfile> profile) {

    private static final String THIS = "this machine";

    /**
     * @param here reads the machine that the JVM runs on
     */
    static Server of(
            ProviderSettings provider, HardwareSettings all, Supplier<MachineProfile> here) {
        HardwareSettings own = all.servers().get(provider.name());
        boolean described = own != null && own.machine().tellsMemory();
        if (provider.isOnThisMachine() && !described) {
            HardwareSettings settings = own == null ? all : own;
            return new Server(
                    THIS, THIS, settings, () -> ProfileReader.corrected(here.get(), all.machine()));
        }
        String machine = ModelKey.server(provider);
        String label = "the machine of " + provider.name();
        if (own == null) {
            return new Server(machine, label, all, MachineProfile::unknown);
        }
        return new Server(
                machine,
                label,
                own,
                () -> ProfileReader.corrected(MachineProfile.unknown(), own.machine()));
    }
}
