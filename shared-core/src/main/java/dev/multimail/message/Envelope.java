package dev.multimail.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who a message is from and everybody whom it reaches (RFC 5321 §2.3.1): the hidden recipients too. */
public record Envelope(Address from, List<Address> to, List<Address> cc, List<Address> bcc) {
    public Envelope {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /** Every recipient once, in the order to, cc, bcc. */
    public List<Address> recipients() {
        return once(Stream.of(to, cc, bcc).flatMap(List::stream));
    }

    /** Each address once, in the first writing of it: who differs in upper and lower case alone is one person. */
    public static List<Address> once(Stream<Address> addresses) {
        Map<String, Address> distinct = new LinkedHashMap<>();
        addresses.forEach(address -> distinct.putIfAbsent(address.normalized(), address));
        return List.copyOf(distinct.values());
    }
}
