package io.gorgon.llm.ollama;

import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.LlmProviderContract;

class OllamaContractTest extends LlmProviderContract {

    @Override
    protected FakeLlmServer startServer() {
        return new FakeOllama();
    }
}
