import org.apache.camel.impl.DefaultCamelContext;

public class Ask {
    public static void main(String[] question) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.start();
            String prompt = String.join(" ", question);
            var answer = camel.createProducerTemplate().requestBody("gorgon-llm:standard", prompt, String.class);
            System.out.println(answer);
        }
    }
}
