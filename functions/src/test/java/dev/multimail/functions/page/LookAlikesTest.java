package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LookAlikesTest {
    /** Name, address, and words of the warning that must come. */
    private static final String DECEPTIVE = """
            security@paypal.com | help@evil.example | shows the address
            "security@paypal.com" | help@evil.example | shows the address
            PayPal <security@paypal.com> | help@evil.example | shows the address
            (ceo@acme.example) Jane Doe | jane@freemail.example | shows the address
            Jane Doe, jane@acme.example | jane@acme-example.example | shows the address
            ceo@gmail.com | other@gmail.com | shows the address
            info＠acme.example | x@evil.example | shows the address
            info@acme．example | x@evil.example | shows the address
            info@acme\u200B.example | x@evil.example | shows the address
            jané@acme.example | jane@acme.example | shows the address
            mailto:boss@acme.example | a@b.example | shows the address
            reply to boss@acme.example now | a@b.example | shows the address
            boss@acme.example via Desk | desk@helpdesk.example | shows the address
            first@one.example second@two.example | first@one.example | second@two.example
            paypal.com | help@evil.example | shows “paypal.com”
            PayPal.com Support | help@evil.example | shows “PayPal.com”
            www.acme.example | x@evil.example | shows “www.acme.example”
            https://bank.example/login | x@evil.example | shows “bank.example”
            Accounts | Acme.co.uk | x@evil.example | shows “Acme.co.uk”
            acme.example.com | x@acme.example | shows “acme.example.com”
            bank.com | x@notbank.com | shows “bank.com”
            notbank.com | x@bank.com | shows “notbank.com”
            bank.com | x@bank.com.evil.example | shows “bank.com”
            xn--pypal-4ve.com | x@evil.example | shows “xn--pypal-4ve.com”
            amazon.de Kundenservice | x@evil.example | shows “amazon.de”
            DocuSign.net | x@docs.example | shows “DocuSign.net”
            раураl.com | x@evil.example | different alphabets
            Pаypal | x@evil.example | different alphabets
            PayPal Sеcurity | x@evil.example | different alphabets
            Αpple Support | x@evil.example | different alphabets
            Gооgle | x@evil.example | different alphabets
            Microsоft Team | x@evil.example | different alphabets
            Аmazon | x@evil.example | different alphabets
            Facebооk | x@evil.example | different alphabets
            Ѕtripe | x@evil.example | different alphabets
            Netflіx | x@evil.example | different alphabets
            Ꭺpple | x@evil.example | different alphabets
            Drорbox | x@evil.example | different alphabets
            Jane\u202Eenoj | x@evil.example | hide or change
            \u200FJane | x@evil.example | hide or change
            Pay\u200BPal | x@evil.example | hide or change
            Pay\u00ADPal | x@evil.example | hide or change
            Jane\u2066Doe\u2069 | x@evil.example | hide or change
            \uFEFFJane | x@evil.example | hide or change
            Jane\u0007 | x@evil.example | hide or change
            Jane\uDB40\uDC41 | x@evil.example | hide or change
            𝐏𝐚𝐲𝐏𝐚𝐥 | x@evil.example | mathematical letters
            𝒥𝒶𝓃ℯ | x@evil.example | mathematical letters
            𝙰𝚌𝚖𝚎 𝙱𝚊𝚗𝚔 | x@evil.example | mathematical letters
            Jane | jane\u200B@acme.example | cannot be seen
            Jane | jane@acme\u00AD.example | cannot be seen
            Jane | \u202Ejane@acme.example | cannot be seen
            Jane | jаne@acme.example | before the @
            Jane | jοhn@acme.example | before the @
            Jane | x@pаypal.com | looks like “paypal.com”
            Jane | x@xn--pypal-4ve.com | looks like “paypal.com”
            Jane | x@аррӏе.com | looks like “apple.com”
            Jane | x@xn--80ak6aa92e.com | looks like “apple.com”
            Jane | x@gооgle.com | looks like “google.com”
            Jane | x@googIe.com | looks like “google.com”
            Jane | x@g00gle.com | looks like “google.com”
            Jane | x@paypa1.com | looks like “paypal.com”
            Jane | x@rnicrosoft.com | looks like “microsoft.com”
            Jane | x@vvise.com | looks like “wise.com”
            Jane | x@arnazon.com | looks like “amazon.com”
            Jane | x@gmaìl.com | looks like “gmail.com”
            Jane | x@mail.paypaĺ.com | looks like “paypal.com”
            Jane | x@ɡoogle.com | looks like “google.com”
            Jane | x@gıthub.com | looks like “github.com”
            Jane | x@łinkedin.com | looks like “linkedin.com”
            Jane | x@асе.example | looks like “ace.example”
            Jane | x@ехосо.example | looks like “exoco.example”
            Jane | x@acmе.example | different alphabets
            Jane | x@αcme.example | different alphabets
            Jane | x@paypal.com.evil.example | begins like “paypal.com”
            Jane | x@login.apple.com.id.example | begins like “apple.com”
            Jane | x@github.com.security.alerts.example | begins like “github.com”
            """;

    /** Name and address that must pass. */
    private static final String HONEST = """
            Jane Doe | jane@acme.example
            jane@acme.example | jane@acme.example
            JANE@ACME.EXAMPLE | jane@acme.example
            "Doe, Jane" | jane@acme.example
            Jane O'Neil-Smith | jane@acme.example
            J.R. Smith | jr@acme.example
            Dr. Jane Doe, M.D. | jane@clinic.example
            Acme Inc. | hello@acme.example
            St.Gallen Tourismus | info@stgallen.example
            Node.js Weekly | news@cooperpress.example
            ASP.NET Team | team@microsoft.com
            Booking.com | noreply@booking.com
            Booking.com | noreply@mailer.booking.com
            mail.acme.example | x@acme.example
            Notion | team@makenotion.com
            GitHub | noreply@github.com
            Google | no-reply@accounts.google.com
            Google Brasil | x@google.com.br
            Amazon Australia | x@amazon.com.au
            PayPal | service@paypal.com
            Microsoft account team | account-security-noreply@accountprotection.microsoft.com
            v2.1 release notes | releases@acme.example
            Invoice 2026.10.06 | billing@acme.example
            Support 24/7 | support@acme.example
            R&D @ Acme | rd@acme.example
            Müller & Söhne | info@müller.example
            Zoë Çelik | zoe@acme.example
            Łukasz Żółć | lukasz@acme.example
            François Lefèvre | francois@société.example
            Søren Ødegård | soren@acme.example
            Nguyễn Văn Ánh | anh@acme.example
            Анна Каренина | anna@acme.example
            Сара Роса | sara@acme.example
            Яндекс Почта | x@yandex.example
            Anna Анна | anna@acme.example
            Москва | info@москва.рф
            Экспресс | x@экспресс.com
            Ελένη Παπαδοπούλου | eleni@acme.example
            Ελλάδα | info@ελλάδα.ελ
            山田太郎 | yamada@例え.jp
            山田太郎 Yamada | yamada@acme.example
            東京Tower | info@acme.example
            김민수 | kim@acme.example
            삼성SDS | x@acme.example
            محمد علي | m@acme.example
            שרה לוי | sara@acme.example
            सीता शर्मा | sita@acme.example
            می‌خواهم | x@acme.example
            สมชาย | x@acme.example
            ＡＢＣ商事 | x@abc.example
            Team 🚀 | team@acme.example
            Family 👩‍👩‍👧 | family@acme.example
            I ❤️ Acme | x@acme.example
            Acme™ | x@acme.example
            Ole & Co. | x@ole.example
            A.I. Lab | lab@acme.example
            e.g. Someone | x@acme.example
            No Reply | no-reply@xn--mller-kva.example
             | plain@acme.example
            Bücher | info@bücher.example
            Modern Home | hello@modernhome.com
            Corner Shop | hi@corner.example
            Lillian Hill | lillian@hill.com
            """;

    static Stream<Arguments> deceptive() {
        return DECEPTIVE.lines().map(row -> {
            int last = row.lastIndexOf(" | ");
            int middle = row.lastIndexOf(" | ", last - 1);
            return Arguments.of(row.substring(0, middle), row.substring(middle + 3, last), row.substring(last + 3));
        });
    }

    static Stream<Arguments> honest() {
        return HONEST.lines().map(row -> Arguments.of((Object[]) row.split(" ?\\| ", 2)));
    }

    @ParameterizedTest
    @MethodSource("deceptive")
    void a_deceptive_sender_is_flagged(String name, String address, String words) {
        assertThat(LookAlikes.warnings(name, address, List.of()))
                .anySatisfy(warning -> assertThat(warning).contains(words));
    }

    @ParameterizedTest
    @MethodSource("deceptive")
    void a_deceptive_recipient_is_flagged_alike(String name, String address, String words) {
        List<String> recipients = List.of("fine@other.example", name + " <" + address + ">");
        assertThat(LookAlikes.warnings("Agent", "agent@home.example", recipients))
                .anySatisfy(warning -> assertThat(warning).contains(words));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void an_honest_sender_is_not(String name, String address) {
        assertThat(LookAlikes.warnings(name, address, List.of())).isEmpty();
        assertThat(LookAlikes.warnings(null, "agent@home.example", List.of(name + " <" + address + ">")))
                .isEmpty();
    }

    @Test
    void recipients_whose_domains_look_alike_are_flagged_together() {
        assertThat(LookAlikes.warnings("Agent", "agent@acme.example", List.of("a@modern.example", "b@modem.example")))
                .containsExactly("“modem.example” and “modern.example” look alike and are different domains.");
        assertThat(LookAlikes.warnings("Agent", "agent@acme.example", List.of("a@acrne.example")))
                .containsExactly("“acrne.example” and “acme.example” look alike and are different domains.");
        assertThat(LookAlikes.warnings("Agent", "agent@acme.example", List.of("x@acme.example.portal.example")))
                .containsExactly("The domain “acme.example.portal.example” begins like “acme.example”"
                        + " but belongs to “portal.example”.");
        assertThat(LookAlikes.warnings("Agent", "agent@acme.example", List.of("a@acme.example", "b@ACME.example")))
                .isEmpty();
    }

    @Test
    void a_domain_is_told_in_its_other_form() {
        assertThat(LookAlikes.otherForm("x@xn--pypal-4ve.com")).isEqualTo("pаypal.com");
        assertThat(LookAlikes.otherForm("Jane <x@pаypal.com>")).isEqualTo("xn--pypal-4ve.com");
        assertThat(LookAlikes.otherForm("x@acme.example")).isNull();
    }

    @Test
    void a_hostile_name_of_any_length_is_read_in_good_time() {
        String name = "a@".repeat(20_000) + "-.".repeat(20_000);
        assertThat(LookAlikes.warnings(name, "x@acme.example", List.of(name, "")))
                .hasSizeLessThan(20);
    }
}
