package io.gorgon.journal;

import java.time.Instant;

/**
 * Something that happened to a run: {@code started}, {@code resumed}, {@code interrupted}, {@code
 * in_doubt}, {@code approval_requested}, {@code approved}, {@code rejected}, {@code paused_budget},
 * {@code budget_raised}, {@code cancel_requested}, {@code forked}, {@code ended}.
 *
 * @param sequence gives the order
 * @param at when, for people only
 * @param type one of the words above
 * @param path the step; null when it is about the whole run
 * @param actor who; null for Gorgon itself
 * @param text more of it, in a sentence; null for nothing
 */
public record EventRecord(
        long sequence, Instant at, String type, String path, String actor, String text) {}
