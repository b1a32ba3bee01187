package io.gorgon.llm.spi;

import io.gorgon.llm.error.AuthenticationException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a provider's key from its environment variable, at each call, and keeps it nowhere. */
public final class ApiKey {

    private final ProviderSettings settings;
    private final UnaryOperator<String> environment;

    public ApiKey(ProviderSettings settings, ProviderContext context) {
        this.settings = settings;
        this.environment = context.environment();
    }

    /**
     * The key, without surrounding white space; empty when no variable is configured or it is not
     * set.
     */
    public Optional<String> find() {
        return Optional.ofNullable(settings.apiKeyEnv())
                .map(environment)
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    /**
     * The key.
     *
     * @throws AuthenticationException naming the variable to set and where the provider was enabled
     */
    public String require() {
        return find().orElseThrow(
                        () ->
                                new AuthenticationException(
                                        settings.name(),
                                        null,
                                        0,
                                        settings.name()
                                                + " needs a key: set the environment variable "
                                                + settings.apiKeyEnv()
                                                + " (the provider is enabled in "
                                                + settings.definedAt()
                                                + ")",
                                        null));
    }
}
