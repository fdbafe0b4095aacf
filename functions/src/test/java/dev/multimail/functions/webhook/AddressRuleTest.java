package dev.multimail.functions.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressRuleTest {
    private static final AddressRule DEPLOYED = AddressRule.publicOnly();
    private static final AddressRule LOCAL = AddressRule.publicOrLoopback();

    /** The first, some middle and the last address of every special IPv4 block. */
    private static final String REFUSED_V4 = """
            0.0.0.0 0.0.0.1 0.1.2.3 0.255.255.255
            10.0.0.0 10.0.0.1 10.1.2.3 10.128.0.1 10.255.255.255
            100.64.0.0 100.64.0.1 100.100.100.200 100.96.1.1 100.127.255.255
            127.0.0.0 127.0.0.1 127.0.0.53 127.0.1.1 127.1.1.1 127.255.255.254 127.255.255.255
            169.254.0.0 169.254.0.1 169.254.169.123 169.254.169.253 169.254.169.254 169.254.170.2 169.254.170.23
            169.254.100.1 169.254.255.255
            172.16.0.0 172.16.0.1 172.17.0.1 172.20.10.1 172.24.1.1 172.31.0.1 172.31.255.255
            192.0.0.0 192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.0.255
            192.0.2.0 192.0.2.1 192.0.2.128 192.0.2.255
            192.88.99.0 192.88.99.1 192.88.99.255
            192.168.0.0 192.168.0.1 192.168.1.1 192.168.100.1 192.168.178.1 192.168.255.255
            198.18.0.0 198.18.0.1 198.18.255.255 198.19.0.0 198.19.249.1 198.19.255.255
            198.51.100.0 198.51.100.1 198.51.100.128 198.51.100.255
            203.0.113.0 203.0.113.1 203.0.113.99 203.0.113.255
            224.0.0.0 224.0.0.1 224.0.0.251 232.1.2.3 239.255.255.250 239.255.255.255
            240.0.0.0 240.0.0.1 247.1.2.3 250.0.0.1 255.0.0.1 255.255.255.0 255.255.255.254 255.255.255.255
            """;

    private static final String REFUSED_V6 = """
            :: ::1 ::2 ::ffff ::1:0 ::ffff:0:0:0 ::7f00:1 ::a00:1 ::a9fe:a9fe ::808:808 ::ffff:0:808:808
            64:ff9b:: 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b::808:808 64:ff9b::ffff:ffff
            64:ff9b:1:: 64:ff9b:1::7f00:1 64:ff9b:1:a00::1 64:ff9b:1:ffff:ffff:ffff:ffff:ffff
            100:: 100::1 100::ffff:ffff:ffff:ffff 100:0:0:1::1
            2001:: 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:0:ffff:ffff:ffff:ffff:ffff:ffff
            2001:1::1 2001:1::2 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1
            2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff
            2001:db8:: 2001:db8::1 2001:db8:1234::1 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
            2002:: 2002:7f00:1:: 2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe::1 2002:c0a8:101::1 2002:808:808::1
            2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            3fff:: 3fff::1 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff
            4000::1 5f00::1 8000::1 c000::1 e000::1 f000::1 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            fc00:: fc00::1 fc12:3456:789a::1 fd00::1 fd00:ec2::23 fd00:ec2::253 fd00:ec2::254
            fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            fe00::1 fe80:: fe80::1 fe80::a9fe:a9fe fe80::1ff:fe23:4567:890a febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            fec0:: fec0::1 fec0:0:0:ffff::1 feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            ff00:: ff00::1 ff01::1 ff02::1 ff02::2 ff02::fb ff05::2 ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            """;

    /** Neighbours of the blocks, and a few well-known names' addresses. */
    private static final String ALLOWED = """
            1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
            169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.1.255 192.0.3.0
            192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255
            198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255
            2000:: 2001:200::1 2001:db7:ffff::1 2001:db9::1 2001:4860:4860::8888 2003::1 2600:1f18::1
            2606:4700:4700::1111 2a00:1450:4001:80b::200e 3ffe::1 3fff:1000::1
            """;

    static Stream<InetAddress> refused() {
        return Stream.of(REFUSED_V4, REFUSED_V6).flatMap(AddressRuleTest::addresses);
    }

    static Stream<InetAddress> allowed() {
        return addresses(ALLOWED);
    }

    static Stream<InetAddress> refusedV4() {
        return addresses(REFUSED_V4);
    }

    private static Stream<InetAddress> addresses(String table) {
        return Stream.of(table.strip().split("\\s+")).map(InetAddress::ofLiteral);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNotPublic(InetAddress address) {
        assertThat(DEPLOYED.allows(address)).isFalse();
        assertThat(DEPLOYED.allowsPlain(address)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void allowsPublicAddressesByTlsOnly(InetAddress address) {
        for (AddressRule rule : List.of(DEPLOYED, LOCAL)) {
            assertThat(rule.allows(address)).isTrue();
            assertThat(rule.allowsPlain(address)).isFalse();
        }
    }

    @Test
    void theTablesAreLong() {
        assertThat(refused().distinct().count()).isGreaterThanOrEqualTo(150);
        assertThat(allowed().distinct().count()).isGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("refusedV4")
    void refusesARefusedAddressInsideAnyIpv6Form(InetAddress address) throws UnknownHostException {
        byte[] v4 = address.getAddress();
        for (String prefix : List.of("::", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::")) {
            byte[] wrapped = InetAddress.ofLiteral(prefix).getAddress();
            System.arraycopy(v4, 0, wrapped, 12, 4);
            assertThat(DEPLOYED.allows(InetAddress.getByAddress(wrapped))).isFalse();
        }
        byte[] sixToFour = InetAddress.ofLiteral("2002::1").getAddress();
        System.arraycopy(v4, 0, sixToFour, 2, 4);
        assertThat(DEPLOYED.allows(InetAddress.getByAddress(sixToFour))).isFalse();
        assertThat(DEPLOYED.allows(mapped(v4))).isFalse();
    }

    @Test
    void judgesAMappedAddressAsTheAddressThatASocketReaches() {
        InetAddress open = mapped(InetAddress.ofLiteral("8.8.8.8").getAddress());
        InetAddress loopback = mapped(InetAddress.ofLiteral("127.0.0.1").getAddress());
        assertThat(open).isInstanceOf(Inet6Address.class);
        assertThat(InetAddress.ofLiteral("::ffff:8.8.8.8")).isInstanceOf(Inet4Address.class);
        assertThat(DEPLOYED.allows(open)).isTrue();
        assertThat(DEPLOYED.allows(loopback)).isFalse();
        assertThat(LOCAL.allowsPlain(loopback)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theLocalRuleAddsLoopbackAndNothingElse(InetAddress address) {
        boolean loopback = address.isLoopbackAddress();
        assertThat(LOCAL.allows(address)).isEqualTo(loopback);
        assertThat(LOCAL.allowsPlain(address)).isEqualTo(loopback);
    }

    /** The factory with a scope keeps a mapped address in its IPv6 class; the others turn it into IPv4 at once. */
    private static InetAddress mapped(byte[] v4) {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(v4, 0, bytes, 12, 4);
        try {
            return Inet6Address.getByAddress("mapped.example", bytes, -1);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
