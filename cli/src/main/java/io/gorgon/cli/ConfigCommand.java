package io.gorgon.cli;

import picocli.CommandLine.Command;

/** Groups what there is to do with configurations. */
@Command(
        name = "config",
        description = "Work with configurations.",
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
