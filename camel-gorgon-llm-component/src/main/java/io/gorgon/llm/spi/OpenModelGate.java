package io.gorgon.llm.spi;

/** Lets everything through. */
enum OpenModelGate implements ModelGate {
    INSTANCE;

    private static final ModelVerdict ANYTHING = ModelVerdict.unknown("nothing is checked");
    private static final Lease NOTHING_HELD = () -> {};

    @Override
    public ModelVerdict judge(ServedModel model) {
        return ANYTHING;
    }

    @Override
    public boolean isWarm(ServedModel model) {
        return false;
    }

    @Override
    public Lease enter(ServedModel model, Caller caller) {
        return NOTHING_HELD;
    }

    @Override
    public void ranOutOfMemory(ServedModel model) {
        // nobody remembers
    }
}
