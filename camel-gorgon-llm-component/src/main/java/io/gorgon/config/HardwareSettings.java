package io.gorgon.config;

/**
 * Limits on the machine's use.
 *
 * @param maxMemoryPercent the part of the memory that models may take, 1 to 100
 * @param maxConcurrentModels models in memory at a time, at least 1
 */
public record HardwareSettings(int maxMemoryPercent, int maxConcurrentModels) {}
