package io.gorgon.shell;

/** A {@code ${…}} of the author's text. */
final class Placeholder {

    /** What stands around it. */
    enum Context {
        BARE,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        HERE_DOCUMENT,
        ARITHMETIC
    }

    private final String expression;
    private final int offset;
    private final Context context;
    private boolean command;

    Placeholder(String expression, int offset, Context context) {
        this.expression = expression;
        this.offset = offset;
        this.context = context;
    }

    String expression() {
        return expression;
    }

    int offset() {
        return offset;
    }

    Context context() {
        return context;
    }

    /** Whether it stands alone where a program's name belongs, so that its value becomes words. */
    boolean isCommand() {
        return command;
    }

    void becomeCommand() {
        command = true;
    }

    @Override
    public String toString() {
        return "${" + expression + "}";
    }
}
