package io.gorgon.workflow.model;

import java.util.regex.Pattern;

/** How workflows are named in routes and commands. */
public final class WorkflowId {

    private static final Pattern EXTENSION = Pattern.compile("(?:\\.gorgon)?\\.(?:ya?ml|json)$");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_-]");

    private WorkflowId() {}

    /**
     * The id of the workflow in a file: the file's name without folders and extensions, every
     * character but letters, digits, {@code -} and {@code _} replaced by {@code -}.
     *
     * @param file a name or a path, with or without an extension
     */
    public static String ofFile(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return OTHERS.matcher(EXTENSION.matcher(name).replaceFirst("")).replaceAll("-");
    }
}
