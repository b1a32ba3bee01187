package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gorgon.llm.http.AddressPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says of one provider, with the defaults of its type. Values of a wrong type
 * count as left out, as the schema tells of them.
 *
 * @param name never null
 * @param place where it is in the configuration; null for the built-in one
 * @param keys never null, no mapping when the block is empty
 */
record ProviderBlock(String name, JsonPointer place, JsonNode keys) {

    static final JsonPointer ALL = JsonPointer.compile("/llm/providers");
    static final String MOCK = "mock";
    private static final String DEFAULT = "ollama";
    private static final String OPENAI = "openai";
    private static final String OPENAI_HOST = "api.openai.com";

    /** All blocks in the order of the file, also those that are not enabled. */
    static List<ProviderBlock> all(ConfigDocument document) {
        List<ProviderBlock> blocks = new ArrayList<>();
        document.at(ALL)
                .properties()
                .forEach(
                        entry ->
                                blocks.add(
                                        new ProviderBlock(
                                                entry.getKey(),
                                                ALL.appendProperty(entry.getKey()),
                                                entry.getValue())));
        return blocks;
    }

    /** The same, with Ollama on this machine in front when the file has no providers at all. */
    static List<ProviderBlock> allWithDefault(ConfigDocument document) {
        List<ProviderBlock> blocks = all(document);
        boolean named = blocks.stream().anyMatch(block -> block.name().equals(DEFAULT));
        if (document.leavesOut(ALL) && !named) {
            blocks.add(0, builtIn(DEFAULT));
        }
        return blocks;
    }

    /** A provider that nobody named. */
    static ProviderBlock builtIn(String type) {
        return new ProviderBlock(type, null, MissingNode.getInstance());
    }

    boolean enabled() {
        return keys.path("enabled").asBoolean(true);
    }

    /** What it is; empty when the block does not say it. */
    Optional<String> type() {
        if (keys.path("type").isTextual()) {
            return Optional.of(keys.path("type").textValue());
        }
        return Defaults.instance().types().contains(name) ? Optional.of(name) : Optional.empty();
    }

    boolean hasType(String wanted) {
        return type().filter(wanted::equals).isPresent();
    }

    /** What its type gives to it. */
    JsonNode defaults() {
        return type().map(Defaults.instance()::type).orElseGet(MissingNode::getInstance);
    }

    /**
     * Its own address or that of its type; empty when there is none.
     *
     * @throws IllegalArgumentException as {@link BaseUrl#parse} does
     */
    Optional<BaseUrl> baseUrl() {
        JsonNode own = keys.path("base_url");
        JsonNode url = own.isTextual() ? own : defaults().path("base_url");
        return url.isTextual() ? Optional.of(BaseUrl.parse(url.textValue())) : Optional.empty();
    }

    /** What the block says of being local; empty when it says nothing. */
    Optional<Boolean> local() {
        JsonNode local = keys.path("local");
        return local.isBoolean() ? Optional.of(local.booleanValue()) : Optional.empty();
    }

    /** Which addresses it may be at. */
    AddressPolicy addressPolicy() {
        Optional<BaseUrl> url = baseUrl();
        boolean inThisProcess = hasType(MOCK) && url.isEmpty();
        boolean loopback =
                inThisProcess || url.filter(it -> it.host() == HostKind.LOOPBACK).isPresent();
        if (loopback && local().orElse(true)) {
            return AddressPolicy.LOOPBACK;
        }
        return local().orElse(false) ? AddressPolicy.PRIVATE : AddressPolicy.ANYWHERE;
    }

    boolean isLocal() {
        return addressPolicy() != AddressPolicy.ANYWHERE;
    }

    /** Whether it only speaks the language of OpenAI, and is not OpenAI. */
    boolean compatibleOnly() {
        return hasType(OPENAI) && baseUrl().filter(url -> url.hasHost(OPENAI_HOST)).isEmpty();
    }
}
