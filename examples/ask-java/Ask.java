import io.gorgon.camel.llm.LlmRouter;
import io.gorgon.llm.LlmRequest;

public class Ask {
    public static void main(String[] question) {
        try (LlmRouter gorgon = LlmRouter.open(null)) {
            LlmRequest request = LlmRequest.of(String.join(" ", question));
            System.out.println(gorgon.generate(request).content());
        }
    }
}
