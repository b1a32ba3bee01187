package io.gorgon.llm.http;

import java.io.IOException;

/** A host has an address that may not be connected to. Nothing was sent. */
public final class AddressForbiddenException extends IOException {

    private static final long serialVersionUID = 1L;

    AddressForbiddenException(String host, AddressPolicy policy) {
        super(
                host
                        + " is not "
                        + (policy == AddressPolicy.LOOPBACK
                                ? "an address of this machine"
                                : "an address of this machine or a private network"));
    }
}
