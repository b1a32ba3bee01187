package io.gorgon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

    static List<Object> values() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("$long", "no tag");
        map.put("$", null);
        map.put("$$", List.of());
        map.put("", Map.of("$x", 1L));
        return Arrays.asList(
                "text \u0000 \ud800 half \ud83d\ude00 \n",
                "",
                true,
                1,
                Integer.MIN_VALUE,
                1L,
                Long.MAX_VALUE,
                0.1,
                -0.0,
                1e300,
                5.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1.5f,
                new BigDecimal("1.10"),
                new BigDecimal("1E+400"),
                new BigInteger("123456789012345678901234567890"),
                BigInteger.ONE,
                List.of(),
                Arrays.asList(1, null, "a", List.of(2L)),
                Map.of(),
                map);
    }

    @ParameterizedTest
    @MethodSource("values")
    void readingGivesBackWhatWasWritten(Object value) {
        Object read = ValueCodec.decode(ValueCodec.encode(value));
        assertThat(read).isEqualTo(value);
    }

    @Test
    void nullAndBytesAreGivenBackToo() {
        assertThat(ValueCodec.decode(ValueCodec.encode(null))).isNull();
        assertThat((byte[]) ValueCodec.decode(ValueCodec.encode(new byte[] {0, -1, 7})))
                .containsExactly(0, -1, 7);
    }

    @Test
    void theOrderOfAMapIsKept() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        assertThat(ValueCodec.decodeMap(ValueCodec.encode(map)).keySet()).containsExactly("b", "a");
    }

    @Test
    void anythingElseBecomesThePlainValueThatItStandsFor() {
        assertThat(ValueCodec.decode(ValueCodec.encode(Set.of(4)))).isEqualTo(List.of(4));
        assertThat(ValueCodec.decode(ValueCodec.encode(new int[] {1, 2}))).isEqualTo(List.of(1, 2));
        assertThat(ValueCodec.decode(ValueCodec.encode(java.time.Duration.ofSeconds(3))))
                .isEqualTo("PT3S");
    }

    @Test
    void whatHoldsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatThrownBy(() -> ValueCodec.encode(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds itself");
    }
}
