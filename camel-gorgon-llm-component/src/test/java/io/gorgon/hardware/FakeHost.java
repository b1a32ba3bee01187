package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A machine made of captured files and outputs. */
final class FakeHost implements Host {

    static final String QUERY =
            "nvidia-smi --query-gpu=index,uuid,name,memory.total,memory.free,memory.used,mig.mode.current"
                    + " --format=csv,noheader,nounits";

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Output> outputs = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Gpu> cards = new ArrayList<>();
    final List<String> commands = new ArrayList<>();
    private String system = "linux";
    private String architecture = "amd64";
    private int processors = 8;
    private Memory memory;

    FakeHost system(String name, String architectureName) {
        system = name;
        architecture = architectureName;
        return this;
    }

    FakeHost processors(int count) {
        processors = count;
        return this;
    }

    FakeHost file(String path, String text) {
        files.put(path, text);
        return this;
    }

    FakeHost meminfo(long totalGb, long availableGb) {
        return file(
                "/proc/meminfo",
                "MemTotal:       "
                        + totalGb * 1024 * 1024
                        + " kB\nMemFree:        100 kB\nMemAvailable:   "
                        + availableGb * 1024 * 1024
                        + " kB\nBuffers: 1 kB\n");
    }

    FakeHost prints(String command, String text) {
        outputs.put(command, new Output(text, null));
        return this;
    }

    FakeHost nvidia(String text) {
        return prints(QUERY, text);
    }

    FakeHost fails(String command, String why) {
        outputs.put(command, new Output("", why));
        return this;
    }

    FakeHost with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    FakeHost library(long total, long available) {
        memory = new Memory(total, available);
        return this;
    }

    FakeHost card(Gpu gpu) {
        cards.add(gpu);
        return this;
    }

    MachineProfile profile() {
        return new ProfileReader(this).read();
    }

    @Override
    public String system() {
        return system;
    }

    @Override
    public String architecture() {
        return architecture;
    }

    @Override
    public int processors() {
        return processors;
    }

    @Override
    public Optional<String> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<String> folder(String path) {
        TreeSet<String> names = new TreeSet<>();
        for (String file : files.keySet()) {
            if (file.startsWith(path + "/")) {
                names.add(file.substring(path.length() + 1).split("/")[0]);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public String variable(String name) {
        return variables.get(name);
    }

    @Override
    public Output run(String... command) {
        String line = String.join(" ", command);
        commands.add(line);
        return outputs.getOrDefault(line, new Output("", command[0] + " cannot be run"));
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.ofNullable(memory);
    }

    @Override
    public List<Gpu> graphicsCards() {
        return cards;
    }
}
