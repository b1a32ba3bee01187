package io.gorgon.workflow.graph;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes SVG and HTML in which every text of a workflow is a text and nothing else. */
final class XmlText {

    private final StringBuilder text = new StringBuilder();

    void raw(String markup) {
        text.append(markup);
    }

    void rect(String style, Rect at, double radius) {
        raw(
                "<rect class=\""
                        + style
                        + "\""
                        + attribute("x", at.x())
                        + attribute("y", at.y())
                        + attribute("width", at.width())
                        + attribute("height", at.height())
                        + attribute("rx", radius)
                        + "/>");
    }

    /**
     * @param anchor {@code start} or {@code middle}
     * @param where a class: {@code in} a box, or {@code out} of it
     */
    void text(TextLine line, double x, double baseline, String anchor, String where) {
        raw(
                "<text class=\""
                        + line.style()
                        + " "
                        + where
                        + "\""
                        + attribute("x", x)
                        + attribute("y", baseline)
                        + (anchor.equals("start") ? "" : attribute("text-anchor", anchor))
                        + ">"
                        + escaped(line.text())
                        + "</text>");
    }

    void tooltip(String title, String description) {
        String shown = ShownText.of(description);
        raw(
                "<title>"
                        + escaped(title)
                        + (shown.isEmpty() ? "" : ": " + escaped(shown))
                        + "</title>");
    }

    static String attribute(String name, double value) {
        return attribute(name, number(value));
    }

    static String attribute(String name, String value) {
        return " " + name + "=\"" + escaped(value) + "\"";
    }

    /** For elements and for attributes in any quotes. */
    static String escaped(String text) {
        return ShownText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** With a tenth of a pixel. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
