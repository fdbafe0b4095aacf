package dev.multimail.lambda.aws;

import dev.multimail.functions.wiring.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The signing keys from AWS Secrets Manager, read again now and then so that new ones arrive without a deployment. */
public final class SecretsManagerSecrets implements Supplier<Secrets> {
    private final SecretsManagerClient client;
    private final String secret;
    private final Duration readAgainAfter;
    private final InstantSource clock;
    private final BiFunction<String, Instant, Secrets> reading;
    private @Nullable Secrets known;
    private Instant readAt = Instant.EPOCH;

    /**
     * @param secret the ARN of the secret
     * @param reading reads the secret's text, as it is at a time
     */
    public SecretsManagerSecrets(
            SecretsManagerClient client,
            String secret,
            Duration readAgainAfter,
            InstantSource clock,
            BiFunction<String, Instant, Secrets> reading) {
        this.client = client;
        this.secret = secret;
        this.readAgainAfter = readAgainAfter;
        this.clock = clock;
        this.reading = reading;
    }

    @Override
    public synchronized Secrets get() {
        Instant now = clock.instant();
        Secrets current = known;
        if (current == null || !now.isBefore(readAt.plus(readAgainAfter))) {
            String text =
                    client.getSecretValue(request -> request.secretId(secret)).secretString();
            current = reading.apply(text, now);
            known = current;
            readAt = now;
        }
        return current;
    }
}
