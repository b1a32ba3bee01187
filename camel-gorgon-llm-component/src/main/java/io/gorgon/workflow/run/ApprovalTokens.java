package io.gorgon.workflow.run;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the tokens that prove who may decide. */
public final class ApprovalTokens {

    private static final int BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApprovalTokens() {}

    /** A new token: 16 hexadecimal digits that nobody can guess. */
    public static String next() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
