package io.gorgon.llm.http;

import io.gorgon.llm.error.LlmException;

/** Reads a provider's error answer. */
@FunctionalInterface
public interface ErrorMapper {

    LlmException map(ErrorResponse response);
}
