package io.gorgon.camel.workflow;

import io.gorgon.consensus.Ballot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names what is voted on, so that a vote is never taken for one on something else. */
record OperationDigest(String sha256) {

    static OperationDigest of(Ballot ballot) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] operation = ballot.operation().getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(operation.length).array());
            digest.update(operation);
            if (ballot.context() != null) {
                digest.update(ballot.context().getBytes(StandardCharsets.UTF_8));
            }
            return new OperationDigest(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A number of it, at least 1. */
    int number() {
        return Math.max(
                1, Integer.parseUnsignedInt(sha256.substring(0, 8), 16) & Integer.MAX_VALUE);
    }
}
