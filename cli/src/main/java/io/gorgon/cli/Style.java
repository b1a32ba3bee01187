package io.gorgon.cli;

/**
 * Colours of a terminal (ECMA-48 escape sequences), or none.
 *
 * @param coloured false to return every text as it is
 */
record Style(boolean coloured) {

    String bold(String text) {
        return with("1", text);
    }

    String dim(String text) {
        return with("2", text);
    }

    String red(String text) {
        return with("31", text);
    }

    String green(String text) {
        return with("32", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    private String with(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
