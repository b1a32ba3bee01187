package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NVIDIA GPUs with {@code nvidia-smi}: one line of comma-separated values for each card.
 * Parts that share main memory print {@code [N/A]} for theirs; cards that are cut into slices (MIG)
 * are listed by {@code nvidia-smi -L}.
 */
final class NvidiaProbe {

    static final String KIND = "nvidia";

    private static final String PROGRAM = "nvidia-smi";
    private static final String FIELDS = "index,uuid,name,memory.total,memory.free,memory.used";
    private static final int FIELD_COUNT = 6;
    private static final String MIG_FIELD = ",mig.mode.current";
    private static final String FORMAT = "--format=csv,noheader,nounits";

    /** Parts that share main memory; Jetson does not say so by its addressing mode. */
    private static final Pattern UNIFIED =
            Pattern.compile(
                    "(?i)\\b(?:GB10|Thor|Orin|Xavier|Jetson|Tegra|DGX Spark|N1X?)\\b|\\(nvgpu\\)");

    private static final Pattern CARD = Pattern.compile("GPU (\\d+): .*\\(UUID: (GPU-[^)]+)\\)");
    private static final Pattern SLICE =
            Pattern.compile(
                    "\\s+MIG (\\S*?(\\d+)gb\\S*)\\s+Device\\s+(\\d+): \\(UUID: (MIG-[^)]+)\\)");

    private final Host host;

    NvidiaProbe(Host host) {
        this.host = host;
    }

    private record Card(
            String index, String uuid, String name, String total, Long free, boolean sliced) {

        OptionalLong memory() {
            return Bytes.leading(total);
        }
    }

    /** Empty when there is no NVIDIA driver. */
    Optional<GpuReading> read() {
        Host.Output output = query(FIELDS + MIG_FIELD);
        if (output.failed() && output.failure().contains("not a valid field")) {
            output = query(FIELDS);
        }
        if (output.failed()) {
            return failed(output.failure());
        }
        List<Card> cards =
                output.text().lines().map(NvidiaProbe::card).flatMap(Optional::stream).toList();
        if (cards.isEmpty()) {
            return Optional.of(GpuReading.none(KIND, List.of("nvidia-smi ran and listed no GPU")));
        }
        return Optional.of(reading(cards));
    }

    private Host.Output query(String fields) {
        return host.run(PROGRAM, "--query-gpu=" + fields, FORMAT);
    }

    /** Without the program there is nothing to say; a driver that does not work is worth a note. */
    private static Optional<GpuReading> failed(String failure) {
        return failure.endsWith("cannot be run")
                ? Optional.empty()
                : Optional.of(
                        GpuReading.none(
                                KIND, List.of("the NVIDIA GPUs cannot be read: " + failure)));
    }

    private static Optional<Card> card(String line) {
        String[] fields = line.strip().split("\\s*,\\s*");
        if (fields.length < FIELD_COUNT || !fields[0].matches("\\d+")) {
            return Optional.empty();
        }
        // A name may hold a comma; the fields around it do not.
        boolean tellsSlices = fields[fields.length - 1].matches("(?i)enabled|disabled|\\[?n/a]?");
        int end = tellsSlices && fields.length > FIELD_COUNT ? fields.length - 1 : fields.length;
        String name = String.join(", ", List.of(fields).subList(2, end - 3));
        OptionalLong free = Bytes.leading(fields[end - 2]);
        boolean sliced = end < fields.length && fields[end].equalsIgnoreCase("enabled");
        return Optional.of(
                new Card(
                        fields[0],
                        fields[1],
                        name,
                        fields[end - 3],
                        free.isPresent() ? free.getAsLong() * Bytes.MIB : null,
                        sliced));
    }

    private GpuReading reading(List<Card> cards) {
        List<String> notes = new ArrayList<>();
        List<NvidiaVisibility.Device> devices = new ArrayList<>();
        String slices = cards.stream().anyMatch(Card::sliced) ? host.run(PROGRAM, "-L").text() : "";
        boolean unified = false;
        for (Card card : cards) {
            List<NvidiaVisibility.Device> parts = card.sliced() ? slices(card, slices) : List.of();
            if (!parts.isEmpty()) {
                devices.addAll(parts);
                continue;
            }
            boolean shared = sharesMemory(card);
            unified |= shared;
            Long memory = card.memory().isPresent() ? card.memory().getAsLong() * Bytes.MIB : null;
            if (memory == null && !shared) {
                notes.add("nvidia-smi does not tell the memory of " + card.name());
            }
            Gpu gpu = new Gpu(card.name(), memory, card.free());
            devices.add(new NvidiaVisibility.Device(card.index(), card.uuid(), gpu));
        }
        List<Gpu> visible = new NvidiaVisibility(host).of(devices, notes);
        boolean shared = unified && !visible.isEmpty();
        return new GpuReading(KIND, visible, shared, null, notes);
    }

    private boolean sharesMemory(Card card) {
        if (card.memory().isPresent() && card.memory().getAsLong() > 0) {
            return false;
        }
        if (UNIFIED.matcher(card.name()).find()) {
            return true;
        }
        Host.Output mode = host.run(PROGRAM, "--query-gpu=addressing_mode", FORMAT);
        return !mode.failed() && mode.text().toUpperCase(java.util.Locale.ROOT).contains("ATS");
    }

    /** The slices that {@code nvidia-smi -L} lists below a card; their names tell their sizes. */
    private static List<NvidiaVisibility.Device> slices(Card card, String listing) {
        List<NvidiaVisibility.Device> slices = new ArrayList<>();
        boolean mine = false;
        for (String line : listing.lines().toList()) {
            Matcher head = CARD.matcher(line);
            if (head.find()) {
                mine = head.group(1).equals(card.index());
                continue;
            }
            Matcher slice = SLICE.matcher(line);
            if (mine && slice.find()) {
                long memory = Long.parseLong(slice.group(2)) * Bytes.GIB;
                slices.add(
                        new NvidiaVisibility.Device(
                                card.index() + ":" + slice.group(3),
                                slice.group(4),
                                new Gpu(card.name() + " MIG " + slice.group(1), memory, null)));
            }
        }
        return slices;
    }
}
