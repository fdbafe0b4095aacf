package dev.multimail.functions.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookUrlTest {
    private static final AddressRule DEPLOYED = AddressRule.publicOnly();
    private static final AddressRule LOCAL = AddressRule.publicOrLoopback();

    private static final String REFUSED = """
            http://hooks.example.com/ ftp://hooks.example.com/ file:///etc/passwd gopher://hooks.example.com/
            wss://hooks.example.com/
            https:hooks.example.com https:/hooks https:///hooks //hooks.example.com/ hooks.example.com
            mailto:a@example.com jar:https://example.com!/x
            https://user@hooks.example.com/ https://user:secret@hooks.example.com/ https://@hooks.example.com/
            https://hooks.example.com@127.0.0.1/ https://127.0.0.1:443@hooks.example.com/
            https://hooks.example.com/#fragment https://hooks.example.com/a#
            https://127.0.0.1/ https://127.1/ https://127.0.1/ https://2130706433/ https://0x7f000001/ https://0x7f.1/
            https://0x7f.0x0.0x0.0x1/ https://0177.0.0.1/ https://017700000001/ https://0/ https://0.0.0.0/
            https://00.0/
            https://8.8.8.8/ https://134744072/ https://0x8.8.8.8/ https://010.8.8.8/ https://1.2.3.4.5/
            https://hooks.1/
            https://169.254.169.254/latest/meta-data https://2852039166/ https://0xa9fea9fe/
            https://0251.0376.0251.0376/
            https://169.254.43518/ https://169.16689662/ https://a.0x7f/ https://a.0x/ https://127.0.0.1./
            https://256.256.256.256/
            https://[::1]/ https://[::]/ https://[::ffff:127.0.0.1]/ https://[::ffff:7f00:1]/ https://[64:ff9b::7f00:1]/
            https://[2606:4700::1111]/ https://[fd00:ec2::254]/ https://[fe80::1%25eth0]/
            https://localhost/ https://localhost./ https://LOCALHOST/ https://metadata/ https://hooks.example.com./
            https://intranet/
            https://hook_s.example.com/ https://hooks..example.com/ https://.example.com/ https://-hooks.example.com/
            https://\u00fcber.example.com/ https://\uff11\uff12\uff17.0.0.1/ https://\u2460\u2461.example.com/
            https://hooks\u3002example.com/
            https://hooks.example.com:22/ https://hooks.example.com:25/ https://hooks.example.com:53/
            https://hooks.example.com:0/
            https://hooks.example.com:3306/ https://hooks.example.com:5432/ https://hooks.example.com:6379/
            https://hooks.example.com:2375/
            https://hooks.example.com:11211/ https://hooks.example.com:27017/ https://hooks.example.com:65536/
            https://hooks.example.com:99999/
            """;

    private static final String USABLE = """
            https://hooks.example.com https://hooks.example.com/ https://hooks.example.com/multimail?a=b&c=%0d%0a
            HTTPS://Hooks.Example.COM/ https://hooks.example.com:443/ https://hooks.example.com:8443/a/b
            https://xn--ber-goa.example.com/
            https://hooks.example.com/\u00fc https://0x7f.example.com/ https://127.0.0.1.example.com/
            https://1e100.example.com/x
            """;

    static Stream<String> refused() {
        String label = "a".repeat(60);
        String tooLongHost = "https://" + String.join(".", label, label, label, label, label) + ".example.com/";
        String tooLong = "https://hooks.example.com/" + "a".repeat(2023);
        return Stream.concat(words(REFUSED), Stream.of(tooLongHost, tooLong));
    }

    static Stream<String> usable() {
        return Stream.concat(words(USABLE), Stream.of("https://hooks.example.com/" + "a".repeat(2022)));
    }

    static Stream<String> local() {
        return words("http://localhost/ http://localhost:8080/hook http://127.0.0.1:3000/"
                + " http://[::1]:3000/x https://localhost/");
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndNeverPostsTo(String url) {
        URI parsed = URI.create(url);
        assertThatThrownBy(() -> WebhookPoster.requireUsable(parsed, DEPLOYED))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                    assertThat(problem.facts()).containsEntry("field", "url");
                });
        WebhookPoster poster = new WebhookPoster(DEPLOYED, host -> {
            throw new AssertionError("looked up " + host);
        });
        assertThat(poster.post(parsed, Map.of(), Octets.owning(new byte[0])))
                .isEqualTo(new WebhookPoster.Answer.Unreachable("url not allowed"));
    }

    @ParameterizedTest
    @MethodSource("usable")
    void takes(String url) {
        URI parsed = URI.create(url);
        assertThatCode(() -> WebhookPoster.requireUsable(parsed, DEPLOYED)).doesNotThrowAnyException();
        assertThatCode(() -> WebhookPoster.requireUsable(parsed, LOCAL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("local")
    void takesThisMachineUnderTheLocalRuleOnly(String url) {
        URI parsed = URI.create(url);
        assertThatCode(() -> WebhookPoster.requireUsable(parsed, LOCAL)).doesNotThrowAnyException();
        assertThatThrownBy(() -> WebhookPoster.requireUsable(parsed, DEPLOYED)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @MethodSource("plainElsewhere")
    void theLocalRuleTakesPlainHttpToNoOtherHost(String url) {
        assertThatThrownBy(() -> WebhookPoster.requireUsable(URI.create(url), LOCAL))
                .isInstanceOf(Problem.class);
    }

    static Stream<String> plainElsewhere() {
        return words("http://hooks.example.com/ http://127.0.0.2/ http://192.168.0.1/"
                + " http://[::2]/ http://localhost@x.example/");
    }

    @Test
    void theTableIsLong() {
        assertThat(refused().distinct().count()).isGreaterThanOrEqualTo(75);
    }
}
