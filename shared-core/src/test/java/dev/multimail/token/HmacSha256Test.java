package dev.multimail.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4231 §4, its seven cases (the fifth truncated to 128 bits), and the platform's own implementation. */
class HmacSha256Test {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0b x20 | Hi There | b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
            4a656665 x1 | what do ya want for nothing? \
            | 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            aa x20 | dd x50 | 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe
            0102030405060708090a0b0c0d0e0f10111213141516171819 x1 | cd x50 \
            | 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b
            0c x20 | Test With Truncation | a3b6167473100ee06e0c796c2955552b
            aa x131 | Test Using Larger Than Block-Size Key - Hash Key First \
            | 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54
            aa x131 | This is a test using a larger than block-size key and a larger than block-size data. The \
            key needs to be hashed before being used by the HMAC algorithm. \
            | 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2
            """)
    void answersTheVectorsOfRfc4231(String key, String text, String expected) {
        Octets data = text.matches("[0-9a-f]{2} x[0-9]+") ? repeated(text) : utf8(text);
        String mac = HEX.formatHex(HmacSha256.of(repeated(key), data).toByteArray());
        assertThat(mac).startsWith(expected).hasSize(64);
    }

    @Property(tries = 500)
    void agreesWithThePlatform(
            @ForAll @Size(min = 1, max = 200) byte[] key, @ForAll @Size(max = 200) byte[] one, @ForAll byte[] two)
            throws GeneralSecurityException {
        Mac platform = Mac.getInstance("HmacSHA256");
        platform.init(new SecretKeySpec(key, "HmacSHA256"));
        platform.update(one);
        Octets expected = Octets.owning(platform.doFinal(two));
        assertThat(HmacSha256.of(Octets.copyOf(key), Octets.copyOf(one), Octets.copyOf(two)))
                .isEqualTo(expected);
    }

    private static Octets repeated(String text) {
        int space = text.indexOf(" x");
        return Octets.owning(
                HEX.parseHex(text.substring(0, space).repeat(Integer.parseInt(text.substring(space + 2)))));
    }

    private static Octets utf8(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
