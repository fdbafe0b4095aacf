package dev.multimail.functions.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.webhook.WebhookPoster.Answer;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint on loopback with a certificate for {@code hooks.example.com}, made anew for each run. */
@Timeout(60)
class WebhookPosterTlsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
    private static final Octets BODY = Octets.owning("{}".getBytes(StandardCharsets.UTF_8));
    private static final String PASSWORD = "changeit";

    private static SSLContext trusting = context();

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void makeACertificate(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("endpoint.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "endpoint",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=hooks.example.com",
                        "-ext",
                        "san=dns:hooks.example.com",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("endpoint", Objects.requireNonNull(keys.getCertificate("endpoint")));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static Answer post(Endpoint endpoint, String host, SSLSocketFactory tls) {
        WebhookPoster poster = new WebhookPoster(
                AddressRule.publicOrLoopback(),
                name -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                tls,
                WebhookPoster.TIMEOUT);
        return poster.post(URI.create("https://" + host + ":" + endpoint.port() + "/hook"), Map.of(), BODY);
    }

    @Test
    void postsToTheHostThatTheCertificateNames() throws IOException {
        try (Endpoint endpoint = Endpoint.answering(OK, trusting.getServerSocketFactory())) {
            assertThat(post(endpoint, "hooks.example.com", trusting.getSocketFactory()))
                    .isInstanceOfSatisfying(
                            Answer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(200));
            assertThat(endpoint.requests().getFirst())
                    .contains("Host: hooks.example.com:" + endpoint.port() + "\r\n")
                    .endsWith("\r\n\r\n{}");
        }
    }

    @Test
    void sendsNothingToAHostThatTheCertificateDoesNotName() throws IOException {
        try (Endpoint endpoint = Endpoint.answering(OK, trusting.getServerSocketFactory())) {
            assertThat(post(endpoint, "other.example.com", trusting.getSocketFactory()))
                    .isEqualTo(new Answer.Unreachable("tls failed"));
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void sendsNothingToACertificateThatNobodyTrusts() throws IOException {
        try (Endpoint endpoint = Endpoint.answering(OK, trusting.getServerSocketFactory())) {
            assertThat(post(endpoint, "hooks.example.com", (SSLSocketFactory) SSLSocketFactory.getDefault()))
                    .isEqualTo(new Answer.Unreachable("tls failed"));
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void sendsNothingToAnEndpointWithoutTls() throws IOException {
        try (Endpoint endpoint = Endpoint.dripping(OK)) {
            assertThat(post(endpoint, "hooks.example.com", trusting.getSocketFactory()))
                    .isEqualTo(new Answer.Unreachable("tls failed"));
        }
    }
}
