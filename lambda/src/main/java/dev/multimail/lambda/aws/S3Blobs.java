package dev.multimail.lambda.aws;

import dev.multimail.effect.Blobs;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Blobs as objects of one bucket: S3's GetObject, PutObject and DeleteObject, signed by the SDK. The SDK's S3 client
 * would be half of the jar that answers requests, for three calls.
 */
public final class S3Blobs implements Blobs {
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final int DELETED = 204;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final URI bucket;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** @param bucket the bucket's address, with a slash at its end */
    public S3Blobs(SdkHttpClient http, AwsCredentialsProvider credentials, String region, URI bucket) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
        this.bucket = bucket;
    }

    private record Answer(int status, Octets body) {
        boolean passes() {
            return status >= SERVER_ERROR || status == TOO_MANY;
        }
    }

    @Override
    public void put(String key, Octets content) {
        Answer answer = call(SdkHttpMethod.PUT, key, content);
        if (answer.status() != OK) {
            throw new IllegalStateException("S3 answered " + answer.status() + " to a put");
        }
    }

    @Override
    public Optional<Octets> get(String key) {
        Answer answer = call(SdkHttpMethod.GET, key, null);
        return switch (answer.status()) {
            case OK -> Optional.of(answer.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw new IllegalStateException("S3 answered " + answer.status() + " to a get");
        };
    }

    @Override
    public void delete(String key) {
        Answer answer = call(SdkHttpMethod.DELETE, key, null);
        if (answer.status() != DELETED && answer.status() != OK && answer.status() != NOT_FOUND) {
            throw new IllegalStateException("S3 answered " + answer.status() + " to a delete");
        }
    }

    // A key is written once and always with the same content, so a call may be repeated.
    private Answer call(SdkHttpMethod method, String key, @Nullable Octets content) {
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = once(method, key, content);
                if (!answer.passes() || attempt == TRIES) {
                    return answer;
                }
            } catch (IOException broken) {
                if (attempt == TRIES) {
                    throw new UncheckedIOException(broken);
                }
            }
            LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
        }
    }

    private Answer once(SdkHttpMethod method, String key, @Nullable Octets content) throws IOException {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(method).uri(bucket.resolve(key));
        @Nullable ContentStreamProvider body = content == null ? null : content::open;
        if (content != null) {
            request.putHeader("Content-Length", Integer.toString(content.size()));
        }
        // S3 takes keys as they are, without the second encoding and the shortening that other services want.
        SignedRequest signed = signer.sign(unsigned -> unsigned.identity(credentials.resolveCredentials())
                .request(request.build())
                .payload(body)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(null))
                        .build())
                .call();
        Optional<AbortableInputStream> answer = response.responseBody();
        int status = response.httpResponse().statusCode();
        if (answer.isEmpty()) {
            return new Answer(status, Octets.owning(new byte[0]));
        }
        try (InputStream stream = answer.get()) {
            return new Answer(status, Octets.owning(stream.readAllBytes()));
        }
    }
}
