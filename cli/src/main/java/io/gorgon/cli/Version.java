package io.gorgon.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions that a report of a fault should name. */
final class Version implements IVersionProvider {

    /** Gorgon's own; {@code development} when it does not run from its jar. */
    static String gorgon() {
        return orElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gorgon " + gorgon() + " (Java " + Runtime.version() + ")"};
    }

    private static String orElse(String version, String otherwise) {
        return version == null ? otherwise : version;
    }
}
