package io.gorgon.config;

import java.time.Duration;
import java.util.Objects;

/**
 * When agents may be spawned.
 *
 * @param enabled whether the agents of workflows are held to it
 * @param cpuMaxPercent how busy the processors may be, 1 to 100; null for not looked at
 * @param memoryMaxPercent how much of main memory may be in use, 1 to 100; null for not looked at
 * @param maxAgents agents alive in the process, at least 1
 * @param maxAgentsPerRun agents alive in one run, at least 1
 * @param lowBudgetPercent with less than this part of a limit left, a budget is low, 0 to 100
 * @param queueLimit agents that may wait, zero or more
 * @param queueTimeout how long one may wait; never null
 */
public record GovernorSettings(
        boolean enabled,
        Integer cpuMaxPercent,
        Integer memoryMaxPercent,
        int maxAgents,
        int maxAgentsPerRun,
        int lowBudgetPercent,
        int queueLimit,
        Duration queueTimeout) {

    public GovernorSettings {
        Objects.requireNonNull(queueTimeout, "queueTimeout");
        if (maxAgents < 1 || maxAgentsPerRun < 1) {
            throw new IllegalArgumentException("at least one agent has to be allowed");
        }
    }

    /** These numbers of agents, without a queue and without limits on the machine. */
    public static GovernorSettings ofAgents(int maxAgents, int maxAgentsPerRun) {
        return new GovernorSettings(
                true, null, null, maxAgents, maxAgentsPerRun, 5, 0, Duration.ZERO);
    }

    /** With other limits on the machine; null for none. */
    public GovernorSettings withMachine(Integer cpuPercent, Integer memoryPercent) {
        return new GovernorSettings(
                enabled,
                cpuPercent,
                memoryPercent,
                maxAgents,
                maxAgentsPerRun,
                lowBudgetPercent,
                queueLimit,
                queueTimeout);
    }

    /** With a queue. */
    public GovernorSettings withQueue(int limit, Duration timeout) {
        return new GovernorSettings(
                enabled,
                cpuMaxPercent,
                memoryMaxPercent,
                maxAgents,
                maxAgentsPerRun,
                lowBudgetPercent,
                limit,
                timeout);
    }
}
