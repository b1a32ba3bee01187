package io.gorgon.camel.workflow;

import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.model.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is said of a step beside its work: the properties of {@link StepPolicy}. */
public class StepSettings {

    /** Which part of a step it is. */
    enum Kind {
        STEP,
        ITEM,
        ROUND,
        FALLBACK
    }

    /** What becomes of those that depend on the step when it fails. */
    enum OnFailure {
        ABORT,
        SKIP,
        RECOVER
    }

    private String id = "";
    private String type = "";
    private String role;
    private Kind kind = Kind.STEP;
    private boolean leaf = true;
    private List<String> outputs = List.of();
    private List<String> local = List.of();
    private List<String> after = List.of();
    private int maxRetries = 3;
    private Long timeoutSeconds;
    private int maxRounds = 1000;
    private OnFailure onFailure = OnFailure.ABORT;
    private OnInDoubt onInDoubt;
    private boolean failFast;
    private boolean delegated;
    private boolean voted;
    private long estimatedTokens = 1000;

    static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    public String getId() {
        return id;
    }

    /** The step among its siblings. */
    public void setId(String id) {
        this.id = id;
    }

    public String getType() {
        return type;
    }

    /** The type of the step, for reports. */
    public void setType(String type) {
        this.type = type;
    }

    public String getRole() {
        return role;
    }

    /** The role that does it; null when there is none. */
    public void setRole(String role) {
        this.role = role;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it does its work itself, without steps inside. */
    boolean isLeaf() {
        return leaf;
    }

    void setLeaf(boolean leaf) {
        this.leaf = leaf;
    }

    public String getKind() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** step, item (of a fan-out), round (of a loop) or fallback (of a step that failed). */
    public void setKind(String kind) {
        this.kind = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    }

    List<String> outputs() {
        return outputs;
    }

    public String getOutputs() {
        return String.join(", ", outputs);
    }

    /** The variables that its answer becomes, with commas between them. */
    public void setOutputs(String outputs) {
        this.outputs = words(outputs);
    }

    List<String> local() {
        return local;
    }

    public String getLocal() {
        return String.join(", ", local);
    }

    /** Variables of steps inside that do not exist after it, with commas between them. */
    public void setLocal(String local) {
        this.local = words(local);
    }

    List<String> after() {
        return after;
    }

    public String getAfter() {
        return String.join(", ", after);
    }

    /** The steps beside it that have to be done before it starts, with commas between them. */
    public void setAfter(String after) {
        this.after = words(after);
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /** Tries after the first one; zero or more. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public int getMaxRounds() {
        return maxRounds;
    }

    /** A loop that would go on after so many rounds fails. */
    public void setMaxRounds(int maxRounds) {
        this.maxRounds = maxRounds;
    }

    public long getTimeoutSeconds() {
        if (timeoutSeconds != null) {
            return timeoutSeconds;
        }
        Duration usual = leaf ? Step.DEFAULT_TIMEOUT : Step.DEFAULT_TIMEOUT_AROUND_STEPS;
        return usual.toSeconds();
    }

    /**
     * How long it may take with all its tries; 300 where it is left out, or no limit of its own
     * where there are steps inside.
     */
    public void setTimeoutSeconds(long timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    OnFailure onFailure() {
        return onFailure;
    }

    public String getOnFailure() {
        return onFailure.name().toLowerCase(Locale.ROOT);
    }

    /**
     * abort: those that depend on it cannot start; skip: they can; recover: it depends on the
     * fallback.
     */
    public void setOnFailure(String onFailure) {
        this.onFailure = OnFailure.valueOf(onFailure.toUpperCase(Locale.ROOT));
    }

    /** Null where the class of the step decides. */
    OnInDoubt onInDoubt() {
        return onInDoubt;
    }

    public String getOnInDoubt() {
        return onInDoubt == null ? null : onInDoubt.label();
    }

    /**
     * retry, ask or fail: what becomes of the step when it was being done as its process died.
     * Where it is left out, calls of models are made again up to a price, and a person is asked for
     * what has effects outside.
     */
    public void setOnInDoubt(String onInDoubt) {
        this.onInDoubt = OnInDoubt.valueOf(onInDoubt.toUpperCase(Locale.ROOT));
    }

    public boolean isFailFast() {
        return failFast;
    }

    /** Whether no step inside of it begins any more when one of them has failed. */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isDelegated() {
        return delegated;
    }

    /** Whether the item is one of a plan, which waits for those that it depends on. */
    public void setDelegated(boolean delegated) {
        this.delegated = delegated;
    }

    public boolean isVoted() {
        return voted;
    }

    /** Whether a panel votes before anything is done. */
    public void setVoted(boolean voted) {
        this.voted = voted;
    }

    public long getEstimatedTokens() {
        return estimatedTokens;
    }

    /** What a dry run says that it used, in tokens. */
    public void setEstimatedTokens(long estimatedTokens) {
        this.estimatedTokens = estimatedTokens;
    }
}
