package io.gorgon.workflow.graph;

import java.util.stream.Stream;

/** Texts that mean something in Mermaid, XML, HTML or CSS. */
final class HostileTexts {

    private HostileTexts() {}

    static Stream<String> all() {
        return Stream.of(
                "end",
                "\"]; click n1 \"https://example.org\"",
                "a\nend\nn1 --> n2",
                "%%{init: {'theme':'dark'}}%%",
                "`**bold**` |x| [y] (z) {w} >v] #quot; &amp; <br/>",
                "</title></text></svg><script>alert(1)</script>",
                "' onload='alert(1)",
                "<!-- ]]> &#0; <![CDATA[",
                "</style><img src=https://example.org/x.png>",
                "subgraph g0",
                "1. one",
                "Grüße, мир, 世界, 🙂, עולם",
                "\u0000\u0001\u001b[31m\u202Eabc",
                "x".repeat(5000),
                "word ".repeat(500),
                "${question}",
                ";",
                "graph TD;A-->B");
    }
}
