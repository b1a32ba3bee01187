package io.gorgon.llm.openai;

import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.LlmProviderContract;

class OpenAiContractTest extends LlmProviderContract {

    @Override
    protected FakeLlmServer startServer() {
        return new FakeOpenAi();
    }
}
