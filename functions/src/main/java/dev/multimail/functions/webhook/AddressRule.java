package dev.multimail.functions.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may connect to: those that the public internet routes (IANA's special-purpose registries,
 * RFC 6890). An IPv4-mapped address is judged as the IPv4 address that a socket would reach; every other form that
 * carries an IPv4 address inside an IPv6 one (compatible, NAT64, 6to4, Teredo) is refused whatever it carries, since a
 * translator that this service does not know would decide where it leads.
 */
public final class AddressRule {
    private static final List<Block> SPECIAL_V4 = blocks(
            "0.0.0.0/8", // this network, RFC 791
            "10.0.0.0/8", // private, RFC 1918
            "100.64.0.0/10", // carrier-grade NAT, RFC 6598
            "127.0.0.0/8", // loopback, RFC 1122
            "169.254.0.0/16", // link-local, RFC 3927; cloud metadata
            "172.16.0.0/12", // private, RFC 1918
            "192.0.0.0/24", // protocol assignments, RFC 6890
            "192.0.2.0/24", // documentation, RFC 5737
            "192.88.99.0/24", // 6to4 relays, RFC 7526
            "192.168.0.0/16", // private, RFC 1918
            "198.18.0.0/15", // benchmarking, RFC 2544
            "198.51.100.0/24", // documentation, RFC 5737
            "203.0.113.0/24", // documentation, RFC 5737
            "224.0.0.0/4", // multicast, RFC 5771
            "240.0.0.0/4"); // reserved and broadcast, RFC 1112, RFC 919

    /**
     * All that IANA gave out as global unicast. What lies outside is refused unnamed: {@code ::}, {@code ::1}, mapped
     * and compatible, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard (100::/64), fc00::/7, fe80::/10, fec0::/10,
     * ff00::/8.
     */
    private static final Block GLOBAL_V6 = Block.parse("2000::/3");

    private static final List<Block> SPECIAL_V6 = blocks(
            "2001::/23", // protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation, RFC 3849
            "2002::/16", // 6to4, RFC 3056
            "3fff::/20"); // documentation, RFC 9637

    private static final Block LOOPBACK_V4 = Block.parse("127.0.0.0/8");
    private static final Block LOOPBACK_V6 = Block.parse("::1/128");
    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;

    private final boolean loopbackToo;

    private AddressRule(boolean loopbackToo) {
        this.loopbackToo = loopbackToo;
    }

    /** Public addresses only: the rule of a deployed service. */
    public static AddressRule publicOnly() {
        return new AddressRule(false);
    }

    /** Public addresses, and this machine, also over plain http: the rule of the local runner. */
    public static AddressRule publicOrLoopback() {
        return new AddressRule(true);
    }

    /** Whether a TLS connection to this address may be opened. */
    public boolean allows(InetAddress address) {
        return allowsPlain(address) || isPublic(reached(address));
    }

    /**
     * Whether a connection without TLS to this address may be opened: to this machine only, and only if the rule says
     * so.
     */
    public boolean allowsPlain(InetAddress address) {
        byte[] bytes = reached(address);
        return loopbackToo && (LOOPBACK_V4.holds(bytes) || LOOPBACK_V6.holds(bytes));
    }

    /** Whether this rule lets posts reach the machine that makes them. */
    boolean allowsLoopback() {
        return loopbackToo;
    }

    private static boolean isPublic(byte[] bytes) {
        if (bytes.length == V4_LENGTH) {
            return SPECIAL_V4.stream().noneMatch(block -> block.holds(bytes));
        }
        return GLOBAL_V6.holds(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.holds(bytes));
    }

    /** The address that a socket really reaches: the kernel unwraps ::ffff:0:0/96 (RFC 4291 §2.5.5.2). */
    private static byte[] reached(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = !(address instanceof Inet4Address)
                && isZero(bytes, 0, 10)
                && bytes[10] == (byte) 0xff
                && bytes[11] == (byte) 0xff;
        return mapped ? Arrays.copyOfRange(bytes, V6_LENGTH - V4_LENGTH, V6_LENGTH) : bytes;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::parse).toList();
    }

    /** A block of addresses in CIDR notation (RFC 4632); one family never holds an address of the other. */
    private record Block(InetAddress first, int bits) {
        static Block parse(String text) {
            int slash = text.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        boolean holds(byte[] address) {
            byte[] start = first.getAddress();
            if (start.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            if (!Arrays.equals(start, 0, whole, address, 0, whole)) {
                return false;
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((start[whole] ^ address[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
        }
    }
}
