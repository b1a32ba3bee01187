package io.gorgon.workflow.graph;

import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.List;
import java.util.Locale;

/**
 * A workflow as one page: its drawing, its steps, what goes in and what comes out. The page needs
 * nothing from anywhere, and its content security policy forbids a browser to fetch anything.
 */
public final class GraphHtml {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font-family:%s;margin:2rem auto;max-width:72rem;padding:0 1.5rem;
            line-height:1.45;color:#1c2430;background:#fff}
            figure{margin:1.5rem 0;overflow-x:auto}
            svg{max-width:100%%;height:auto}
            h1{font-size:1.6rem;margin-bottom:.3rem}
            h2{font-size:1.15rem;margin-top:2rem}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;width:100%%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;
            border-bottom:1px solid #d5dbe3;overflow-wrap:anywhere}
            th{white-space:nowrap}
            @media (prefers-color-scheme:dark){
            body{color:#e6eaf0;background:#0f1318}
            th,td{border-color:#333d4a}
            }
            """
                    .formatted(SvgStyle.FONTS);

    private final XmlText html = new XmlText();

    private GraphHtml() {}

    /** A whole page; ends with a line break. */
    public static String of(Workflow workflow, StepTypes types) {
        return new GraphHtml().build(workflow, types);
    }

    private String build(Workflow workflow, StepTypes types) {
        WorkflowGraph graph = WorkflowGraph.of(workflow, types);
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                        + " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<title>" + XmlText.escaped(graph.title()) + "</title>\n");
        html.raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n");
        html.raw("<h1>" + XmlText.escaped(graph.title()) + "</h1>\n");
        html.raw("<p>" + XmlText.escaped(graph.description()) + "</p>\n");
        html.raw("<figure>\n" + GraphSvg.of(graph) + "</figure>\n");
        steps(StepRow.of(workflow, types));
        inputs(workflow.inputs());
        head("Outputs", "Name", "Description");
        workflow.outputs().forEach(each -> row(each.name(), each.description()));
        html.raw("</tbody>\n</table>\n</div>\n</body>\n</html>\n");
        return html.toString();
    }

    private void steps(List<StepRow> rows) {
        head("Steps", "Id", "Type", "Role", "Outputs", "Depends on", "Condition", "On failure");
        for (StepRow row : rows) {
            row(
                    row.id(),
                    row.type(),
                    row.role(),
                    String.join(", ", row.outputs()),
                    String.join(", ", row.dependsOn()),
                    row.condition(),
                    row.onFailure());
        }
        html.raw("</tbody>\n</table>\n</div>\n");
    }

    private void inputs(List<WorkflowInput> inputs) {
        head("Inputs", "Name", "Type", "Required", "Default", "Description");
        for (WorkflowInput input : inputs) {
            row(
                    input.name(),
                    input.type() == null ? "any" : input.type().name().toLowerCase(Locale.ROOT),
                    input.required() ? "yes" : "no",
                    input.defaultValue() == null ? "" : input.defaultValue().toString(),
                    input.description());
        }
        html.raw("</tbody>\n</table>\n</div>\n");
    }

    private void head(String title, String... columns) {
        html.raw("<h2>" + title + "</h2>\n<div class=\"wide\">\n<table>\n<thead><tr>");
        for (String column : columns) {
            html.raw("<th scope=\"col\">" + column + "</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
    }

    private void row(String... cells) {
        html.raw("<tr>");
        for (String cell : cells) {
            html.raw("<td>" + (cell == null ? "" : XmlText.escaped(cell)) + "</td>");
        }
        html.raw("</tr>\n");
    }
}
