package io.gorgon.llm.mock;

import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.LlmProviderContract;

class MockContractTest extends LlmProviderContract {

    @Override
    protected FakeLlmServer startServer() {
        return new FakeMockServer();
    }
}
