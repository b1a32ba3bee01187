package io.gorgon.llm.failover;

import static io.gorgon.llm.failover.LocalSwitch.Scope.AGENT;
import static io.gorgon.llm.failover.LocalSwitch.Scope.PROCESS;
import static io.gorgon.llm.failover.LocalSwitch.Scope.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.failover.LocalSwitch.Forced;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalSwitchTest {

    private final MovedClock clock = new MovedClock();
    private final LocalSwitch localSwitch = new LocalSwitch(clock);

    @Test
    void nothingIsForcedAtFirst() {
        assertThat(localSwitch.find("planner", "run-1")).isEmpty();
        assertThat(localSwitch.find(null, null)).isEmpty();
    }

    @Test
    void anOrderForTheProcessHoldsForEveryCall() {
        localSwitch.force(new Forced(PROCESS, "", "audit", null));

        assertThat(localSwitch.find("planner", "run-1")).map(Forced::reason).contains("audit");
        assertThat(localSwitch.find(null, null)).isPresent();
    }

    @Test
    void anOrderForAnAgentOrARunHoldsForItAlone() {
        localSwitch.force(new Forced(AGENT, "planner", "on trial", null));
        localSwitch.force(new Forced(RUN, "run-1", "no money", null));

        assertThat(localSwitch.find("planner", null)).map(Forced::reason).contains("on trial");
        assertThat(localSwitch.find("other", "run-1")).map(Forced::reason).contains("no money");
        assertThat(localSwitch.find("run-1", "planner")).isEmpty();
        assertThat(localSwitch.find(null, null)).isEmpty();
    }

    @Test
    void anOrderEndsAtItsEnd() {
        localSwitch.force(new Forced(PROCESS, "", "maintenance", clock.instant().plusSeconds(60)));

        clock.pass(Duration.ofMillis(59_999));
        assertThat(localSwitch.find(null, null)).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(localSwitch.find(null, null)).isEmpty();
        assertThat(localSwitch.orders()).isEmpty();
    }

    @Test
    void aNewOrderTakesThePlaceOfTheOldOne() {
        localSwitch.force(new Forced(RUN, "run-1", "first", clock.instant().plusSeconds(1)));
        localSwitch.force(new Forced(RUN, "run-1", "second", null));
        clock.pass(Duration.ofHours(1));

        assertThat(localSwitch.orders()).extracting(Forced::reason).containsExactly("second");
    }

    @Test
    void anOrderIsTakenBackAndTheOthersStay() {
        localSwitch.force(new Forced(AGENT, "planner", "a", null));
        localSwitch.force(new Forced(RUN, "planner", "b", null));

        localSwitch.release(AGENT, "planner");
        localSwitch.release(AGENT, "nobody");

        assertThat(localSwitch.orders()).extracting(Forced::scope).containsExactly(RUN);
    }
}
