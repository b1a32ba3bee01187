package io.gorgon.workflow.graph;

import java.util.Locale;

/** The style sheet of the drawing, for light and for dark surroundings. */
final class SvgStyle {

    static final String FONTS =
            "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',"
                    + "sans-serif";

    static final String TEXT = text();

    private SvgStyle() {}

    private static String text() {
        StringBuilder css = new StringBuilder();
        css.append(
                """
                text{font-family:%s;fill:%s}
                .h{font-size:%spx;font-weight:600}
                .b{font-size:%spx;font-weight:600}
                .t{font-size:%spx}
                .s{font-size:%spx}
                .paper{fill:#fbfcfd}
                .frame{fill:#64748b;fill-opacity:.07;stroke:#94a3b8;stroke-width:1.2}
                .node{stroke-width:1.4;stroke-linejoin:round}
                .way{fill:none;stroke:#64748b;stroke-width:1.5}
                .tip{fill:#64748b}
                .label{fill:#fbfcfd;fill-opacity:.92}
                .failure{stroke:#c2410c;stroke-dasharray:5 4}
                .again{stroke-dasharray:5 4}
                .tip.failure{fill:#c2410c;stroke:none}
                """
                        .formatted(
                                FONTS,
                                Palette.TEXT,
                                TextLine.HEADING,
                                TextLine.NORMAL,
                                TextLine.NORMAL,
                                TextLine.SMALL));
        for (NodeKind kind : NodeKind.values()) {
            Palette.Colours colours = Palette.of(kind);
            css.append(
                    ".%s{fill:%s;stroke:%s}\n"
                            .formatted(
                                    kind.name().toLowerCase(Locale.ROOT),
                                    colours.fill(),
                                    colours.stroke()));
        }
        css.append(
                """
                @media (prefers-color-scheme:dark){
                .paper{fill:#141920}
                .out{fill:#e6eaf0}
                .label{fill:#141920}
                .way{stroke:#a3b0c2}
                .tip{fill:#a3b0c2}
                .failure{stroke:#fb923c}
                .tip.failure{fill:#fb923c}
                }
                """);
        return css.toString();
    }
}
