package io.gorgon.llm.anthropic;

import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.LlmProviderContract;

/** What every provider has to do, over the Anthropic Messages API. */
class AnthropicContractTest extends LlmProviderContract {

    @Override
    protected FakeLlmServer startServer() {
        return new FakeAnthropic();
    }
}
