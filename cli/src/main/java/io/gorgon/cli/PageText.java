package io.gorgon.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes HTML and SVG in which every text of a run is a text and nothing else. */
final class PageText {

    private final StringBuilder page = new StringBuilder();

    /** Markup of our own. */
    PageText raw(String markup) {
        page.append(markup);
        return this;
    }

    /** A text of a run, in an element or in an attribute with quotes. */
    PageText text(String text) {
        page.append(escaped(text));
        return this;
    }

    PageText cell(String text) {
        return raw("<td>").text(text).raw("</td>");
    }

    PageText numberCell(String text) {
        return raw("<td class=\"n\">").text(text).raw("</td>");
    }

    /** The head of a table, up to its first row. */
    PageText head(String title, String... columns) {
        raw("<h2>").text(title).raw("</h2>\n<div class=\"wide\">\n<table>\n<thead><tr>");
        for (String column : columns) {
            raw("<th scope=\"col\">").text(column).raw("</th>");
        }
        return raw("</tr></thead>\n<tbody>\n");
    }

    PageText endOfTable() {
        return raw("</tbody>\n</table>\n</div>\n");
    }

    /** For elements and for attributes in any quotes; null becomes empty. */
    static String escaped(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(character, escaped));
        return escaped.toString();
    }

    private static void append(int character, StringBuilder escaped) {
        switch (character) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\n', '\t' -> escaped.append((char) character);
            case '\r' -> {
                // a line break of Windows has its \n as well
            }
            default -> escaped.append(Untrusted.withoutControl(Character.toString(character)));
        }
    }

    /** With a tenth of a pixel. */
    static String number(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
