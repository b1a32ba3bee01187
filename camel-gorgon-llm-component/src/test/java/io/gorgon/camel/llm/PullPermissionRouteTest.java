package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnreachableException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing listens at the server's address, so that a pull which is allowed fails as unreachable.
 */
class PullPermissionRouteTest {

    private static final String PULL = "gorgon-llm:fast?operation=pull";

    @TempDir Path folder;

    private GorgonCamel gorgon(String keys) {
        return GorgonCamel.with(
                        folder,
                        "llm: {"
                                + keys
                                + ", providers: {ollama: {base_url: 'http://127.0.0.1:1'}}}")
                .start();
    }

    private static Exception pull(GorgonCamel gorgon) {
        return gorgon.send(PULL, "llama3.2:3b", Map.of()).getException();
    }

    @Test
    void aRouteCannotPullInModeLocal() {
        try (GorgonCamel gorgon = gorgon("mode: local")) {
            assertThat(pull(gorgon))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("llm.allow_pull: true");
        }
        try (GorgonCamel gorgon = gorgon("mode: local, allow_pull: true")) {
            assertThat(pull(gorgon)).isInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void whileCallsAreForcedToStayLocalNothingIsPulledUnlessThatIsAllowed() {
        try (GorgonCamel gorgon = gorgon("mode: hybrid")) {
            assertThat(pull(gorgon)).isInstanceOf(UnreachableException.class);
            force(gorgon);
            assertThat(pull(gorgon))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("the audit")
                    .hasMessageContaining("llm.allow_pull: true");
        }
        try (GorgonCamel gorgon = gorgon("mode: hybrid, allow_pull: true")) {
            force(gorgon);
            assertThat(pull(gorgon)).isInstanceOf(UnreachableException.class);
        }
    }

    private static void force(GorgonCamel gorgon) {
        gorgon.context()
                .getRegistry()
                .lookupByNameAndType(LlmRouterControl.NAME, LlmRouterControl.class)
                .forceLocal("the audit", 0);
    }
}
