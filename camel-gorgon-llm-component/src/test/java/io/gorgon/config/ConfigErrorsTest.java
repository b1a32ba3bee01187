package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llm: {bugdet: {}} | 1:7: unknown key 'bugdet' in llm; did you mean 'budget'?",
                "lmm: {} | 1:1: unknown key 'lmm' at the top level; did you mean 'llm'?",
                "mode: local | 1:1: unknown key 'mode' at the top level; the keys here are llm, agents, skills, governor, consensus, state, shell, workflows, mcp",
                "llm: {hardware: {memory: 1}} | 1:18: unknown key 'memory' in llm.hardware; the keys here are max_memory_percent, max_concurrent_models, check, parallel_requests, queue_limit, queue_timeout_ms, total_memory_gb, available_memory_gb, cpu_cores, unified_memory, gpus",
                "llm: {hardware: {check: maybe}} | 1:25: llm.hardware.check must be one of enforce, warn, off, but is 'maybe'",
                "llm: {hardware: {gpus: [{name: x}]}} | 1:25: llm.hardware.gpus[0] lacks the key 'vram_gb'",
                "llm: {hardware: {total_memory_gb: lots}} | 1:35: llm.hardware.total_memory_gb must be a number, but is text",
                "llm: {providers: {ollama: {baseUrl: 'http://x'}}} | 1:28: unknown key 'baseUrl' in llm.providers.ollama; did you mean 'base_url'?",
                "llm: {providers: {ollama: {tier_models: {quick: x}}}} | 1:42: unknown key 'quick' in llm.providers.ollama.tier_models; the keys here are reasoning, standard, fast, embedding",
                "llm: {mode: lokal} | 1:13: llm.mode must be one of local, cloud, hybrid, but is 'lokal'; did you mean 'local'?",
                "llm: {mode: [local]} | 1:13: llm.mode must be one of local, cloud, hybrid, but is a list",
                "llm: [] | 1:6: llm must be a mapping of keys to values, but is a list",
                "[] | 1:1: the file must start with the key 'llm:'",
                "llm | 1:1: the file must start with the key 'llm:'",
                "llm: {hardware: {max_memory_percent: 101}} | 1:38: llm.hardware.max_memory_percent must be 1 to 100, but is the number 101",
                "llm: {hardware: {max_memory_percent: 7.5}} | 1:38: llm.hardware.max_memory_percent must be a whole number, but is the number 7.5",
                "llm: {hardware: {max_concurrent_models: 0}} | 1:41: llm.hardware.max_concurrent_models must be 1 to 1000, but is the number 0",
                "llm: {budget: {max_tokens_per_agent: '500_000'}} | 1:38: llm.budget.max_tokens_per_agent must be a whole number, but is the text '500_000'; write it without quotes and separators",
                "llm: {budget: {api_cost_limit_daily_usd: -1}} | 1:42: llm.budget.api_cost_limit_daily_usd must be 0 or more (and at most 1000000000), but is the number -1",
                "llm: {budget: {max_tokens_per_agent: }} | 1:37: llm.budget.max_tokens_per_agent must be a whole number, but is empty",
                "llm: {providers: {ollama: {enabled: yes}}} | 1:37: llm.providers.ollama.enabled must be true or false, but is the text 'yes'",
                "llm: {providers: {ollama: {tier_models: {fast: 3}}}} | 1:48: llm.providers.ollama.tier_models.fast must be text or a list of texts, but is the number 3",
                "llm: {providers: {ollama: {tier_models: {fast: []}}}} | 1:48: llm.providers.ollama.tier_models.fast must not be empty",
                "llm: {providers: {ollama: {tier_models: {fast: [a, '']}}}} | 1:52: llm.providers.ollama.tier_models.fast[1] must not be empty",
                "llm: {providers: {ollama: {keep_alive: forever}}} | 1:40: llm.providers.ollama.keep_alive must look like 10m",
                "llm: {providers: {ollama: {think: hihg}}} | 1:35: llm.providers.ollama.think must be one of true, false, low, medium, high, but is 'hihg'; did you mean 'high'?",
                "llm: {providers: {ollama: {num_ctx: {default: 0}}}} | 1:47: llm.providers.ollama.num_ctx.default must be 1 or more (and at most 2147483647), but is the number 0",
                "llm: {providers: {anthropic: {num_ctx: 1}}} | 1:31: llm.providers.anthropic.num_ctx does not belong to a provider of type 'anthropic', only to one of type ollama",
                "llm: {providers: {mock: {api_key_env: KEY}}} | 1:26: llm.providers.mock.api_key_env does not belong to a provider of type 'mock'",
                "llm: {providers: {ollama: {options: {a: 1}}}} | 1:28: llm.providers.ollama.options does not belong to a provider of type 'ollama'",
                "llm: {providers: {x: {type: custom, num_ctx: 1}}} | 1:37: llm.providers.x.num_ctx does not belong to a provider of type 'custom'; put what such a provider wants to know under options",
                "llm: {providers: {vllm: {}}} | 1:19: llm.providers.vllm needs a type, as its name is none: one of ollama, anthropic, openai, mock",
                "llm: {providers: {x: {type: opena}}} | 1:29: llm.providers.x.type is 'opena', but there are only ollama, anthropic, openai, mock, custom; did you mean 'openai'?",
                "llm: {providers: {'a b': {type: mock}}} | 1:19: the name 'a b' may have letters, digits, '-' and '_' only, and starts with a letter or a digit",
                "llm: {providers: {ollama: {base_url: 'localhost:11434'}}} | 1:38: llm.providers.ollama.base_url must start with http:// or https://, as in http://localhost:11434",
                "llm: {providers: {ollama: {base_url: 'http://'}}} | 1:38: llm.providers.ollama.base_url is not a URL, as http://localhost:11434 is one",
                "llm: {providers: {ollama: {base_url: 'http://my_host:1'}}} | 1:38: llm.providers.ollama.base_url has no host and port that can be used; a host is a name of letters, digits, '-' and '.', or a whole IP address, a port is 1 to 65535",
                "llm: {providers: {ollama: {base_url: 'http://a:99999'}}} | 1:38: llm.providers.ollama.base_url has no host and port that can be used; a host is a name of letters, digits, '-' and '.', or a whole IP address, a port is 1 to 65535",
                "llm: {providers: {ollama: {base_url: 'http://a/?x=1'}}} | 1:38: llm.providers.ollama.base_url must end with the path, without '?' and '#'",
                "llm: {providers: {ollama: {base_url: 'http://127.1'}}} | 1:38: llm.providers.ollama.base_url has no host and port that can be used; a host is a name of letters, digits, '-' and '.', or a whole IP address, a port is 1 to 65535",
                "llm: {providers: {ollama: {base_url: 'http://010.0.0.1'}}} | 1:38: llm.providers.ollama.base_url has a host that is no plain IPv4 address; write four numbers from 0 to 255 without leading zeros",
                "llm: {providers: {ollama: {base_url: 'http://0.0.0.0:11434'}}} | 1:38: llm.providers.ollama.base_url has an address that servers listen on but nobody can call; use 127.0.0.1 for this machine",
                "llm: {providers: {ollama: {timeouts: {connect_ms: 0}}}} | 1:51: llm.providers.ollama.timeouts.connect_ms must be 1 or more (and at most 86400000), but is the number 0",
                "llm: {models: {openai: {x: {images: 1}}}} | 1:37: llm.models.openai.x.images must be true or false, but is the number 1",
                "llm: {prices: {openai: [{model: x, input_per_million_usd: 1}]}} | 1:25: llm.prices.openai[0] lacks the key 'output_per_million_usd'",
                "llm: {prices: {openai: [{model: x, input_per_million_usd: 1, output_per_million_usd: 1, long_context_input_factor: 2}]}} | 1:89: llm.prices.openai[0].long_context_input_factor makes no sense without the key 'long_context_over_tokens'",
                "llm: {prices: {openai: [{model: x, input_per_million_usd: 1, output_per_million_usd: 1, valid_to: 2026-02-30}]}} | 1:99: llm.prices.openai[0].valid_to is no day of the calendar",
                "llm: {prices: {openai: [{model: x, input_per_million_usd: 1, output_per_million_usd: 1, valid_to: soon}]}} | 1:99: llm.prices.openai[0].valid_to must look like 2026-07-31",
                "llm: {prices: {openai: [{model: x, input_per_million_usd: 1, output_per_million_usd: 1, valid_from: 2026-02-03, valid_to: 2026-02-02}]}} | 1:123: llm.prices.openai[0].valid_to is before valid_from",
                "llm: {prices: {opnai: []}} | 1:16: there is no provider type 'opnai' for llm.prices, there are only ollama, anthropic, openai, mock, custom; did you mean 'openai'?",
                "llm: {models: {claude: {}}} | 1:16: there is no provider type 'claude' for llm.models, there are only ollama, anthropic, openai, mock, custom",
                "llm: {mode: local, mode: cloud} | 1:20: the key 'mode' is here twice; it is on line 1 already",
                "llm: {mode: local | 1:6: this mapping lacks its closing '}' or a comma between two entries",
            })
    void aMistakeIsToldWithItsPlaceAndWhatToDo(String yaml, String problem) {
        assertThat(Configs.problems(yaml)).containsExactly("gorgon.yaml:" + problem);
    }

    @Test
    void keysOfAnyKindMakeNoSecondLine() {
        assertThat(Configs.problems("llm: {models: {openai: {\"a\\nb\": {images: 1}}}}"))
                .containsExactly(
                        "gorgon.yaml:1:42: llm.models.openai.'a b'.images must be true or false,"
                                + " but is the number 1");
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        List<String> problems =
                Configs.problems(
                        """
                        llm:
                          hardware:
                            max_memory_percent: lots
                            max_models: 1
                          providers:
                            vllm: {base_url: "ftp://x"}
                          mode: lokal
                          bugdet: 1
                        """);

        assertThat(problems)
                .extracting(problem -> problem.replaceAll("^gorgon.yaml:([0-9]+):.*", "$1"))
                .containsExactly("3", "4", "6", "6", "7", "8");
    }

    @Test
    void theMessageOfTheExceptionHasAllProblems() {
        assertThat(Configs.problems("llm: {a: 1, mode: x}")).hasSize(2);
        assertThatThrownBy(() -> Configs.read("llm: {a: 1, mode: x}"))
                .hasMessageContainingAll("gorgon.yaml:1:7: ", "\ngorgon.yaml:1:19: ");
    }
}
