package io.gorgon.budget;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one model costs at a time, in US dollars per million tokens.
 *
 * @param provider the provider type, such as {@code anthropic}; never null
 * @param model a model's name, or the start of it followed by {@code *}; never null
 * @param validFrom first day (UTC) it applies; null for always
 * @param validTo last day (UTC) it applies; null for ever
 * @param input for each million of input tokens; never null
 * @param output for each million of output tokens; never null
 * @param cacheRead for each million of input tokens read from a cache; null when it is the input
 *     price
 * @param cacheWrite for each million of input tokens written to a cache; null when it is the input
 *     price
 * @param longContextOver input tokens above which the whole request costs more; null when it never
 *     does
 * @param longContextInputFactor what the input costs then, times the price; null for 1
 * @param longContextOutputFactor what the output costs then, times the price; null for 1
 * @param source where the numbers are from and when they were checked; never null
 */
public record Price(
        String provider,
        String model,
        LocalDate validFrom,
        LocalDate validTo,
        BigDecimal input,
        BigDecimal output,
        BigDecimal cacheRead,
        BigDecimal cacheWrite,
        Long longContextOver,
        BigDecimal longContextInputFactor,
        BigDecimal longContextOutputFactor,
        String source) {}
