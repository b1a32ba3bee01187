package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static boolean permits(AddressPolicy policy, String address)
            throws UnknownHostException {
        return policy.permits(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
    void thisMachineIsPermittedToAll(String address) throws UnknownHostException {
        for (AddressPolicy policy : AddressPolicy.values()) {
            assertThat(permits(policy, address)).as(policy.name()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.254",
                "192.168.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.254",
                "fd00::1",
                "fe80::1"
            })
    void aPrivateNetworkIsNotThisMachine(String address) throws UnknownHostException {
        assertThat(permits(AddressPolicy.LOOPBACK, address)).isFalse();
        assertThat(permits(AddressPolicy.PRIVATE, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.169.0.1",
                "2001:4860:4860::8888",
                "0.0.0.0"
            })
    void theRestOfTheWorldIsForNoLocalProvider(String address) throws UnknownHostException {
        assertThat(permits(AddressPolicy.LOOPBACK, address)).isFalse();
        assertThat(permits(AddressPolicy.PRIVATE, address)).isFalse();
        assertThat(permits(AddressPolicy.ANYWHERE, address)).isTrue();
    }

    @Test
    void aForbiddenHostHasNoAddress() throws UnknownHostException {
        assertThat(AddressPolicy.LOOPBACK.resolve("8.8.8.8")).isEmpty();
        assertThat(AddressPolicy.LOOPBACK.resolve("127.0.0.1"))
                .contains(InetAddress.getByName("127.0.0.1"));
    }
}
