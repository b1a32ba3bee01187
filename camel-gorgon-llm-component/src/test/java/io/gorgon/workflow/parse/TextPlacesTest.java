package io.gorgon.workflow.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.gorgon.yaml.Position;
import io.gorgon.yaml.PositionedYaml;
import org.junit.jupiter.api.Test;

class TextPlacesTest {

    private static Position find(String yaml, String part) {
        PositionedYaml read = PositionedYaml.parse(yaml);
        JsonPointer at = JsonPointer.compile("/a");
        String value = read.tree().at(at).textValue();
        return new TextPlaces(yaml).position(read.value(at), value, value.indexOf(part));
    }

    @Test
    void aTextWithoutQuotesIsWhereItStands() {
        assertThat(find("a: one two", "two")).isEqualTo(new Position(1, 8));
    }

    @Test
    void quotesCount() {
        assertThat(find("a: 'one two'", "two")).isEqualTo(new Position(1, 9));
        assertThat(find("a: \"one two\"", "two")).isEqualTo(new Position(1, 9));
    }

    @Test
    void aCharacterOfTwoHalvesIsOneColumn() {
        assertThat(find("a: \uD83D\uDE00 two", "two")).isEqualTo(new Position(1, 6));
    }

    @Test
    void aBlockKeepsItsLinesAndItsIndentation() {
        assertThat(find("a: |\n  one\n\n    two three\n", "three")).isEqualTo(new Position(4, 9));
        assertThat(find("a: |2-\n    one\n  two", "two")).isEqualTo(new Position(3, 3));
        assertThat(find("a: |\r\n  one\r\n  two\r\n", "two")).isEqualTo(new Position(3, 3));
    }

    @Test
    void whereItCannotBeToldItIsTheStartOfTheValue() {
        assertThat(find("a: >\n  one\n  two", "two")).isEqualTo(new Position(1, 4));
        assertThat(find("a: \"x\\ty two\"", "two")).isEqualTo(new Position(1, 4));
        assertThat(find("a: one\n  two", "two")).isEqualTo(new Position(1, 4));
    }
}
