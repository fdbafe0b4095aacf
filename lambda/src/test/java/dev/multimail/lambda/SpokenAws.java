package dev.multimail.lambda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * What speaks AWS over HTTP: whatever answers at {@code AWS_ENDPOINT_URL}, else LocalStack by Testcontainers where
 * Docker runs. Where neither is there, the tests are skipped and say so.
 */
final class SpokenAws implements AutoCloseable {
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.9.2");
    private static final String REGION = "eu-west-1";
    // Where the SDK's clients look for an endpoint (AWS SDK reference: service-specific endpoints).
    private static final String SDK_ENDPOINT = "aws.endpointUrl";

    private final @Nullable LocalStackContainer container;
    private final URI endpoint;

    private SpokenAws(@Nullable LocalStackContainer container, URI endpoint) {
        this.container = container;
        this.endpoint = endpoint;
        System.setProperty(SDK_ENDPOINT, endpoint.toString());
    }

    static SpokenAws found() {
        String named = System.getenv("AWS_ENDPOINT_URL");
        if (named != null && !named.isEmpty()) {
            return new SpokenAws(null, URI.create(named));
        }
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker does not answer, and AWS_ENDPOINT_URL is not set");
        LocalStackContainer container = new LocalStackContainer(IMAGE)
                .withServices("dynamodb", "s3", "sqs", "events", "stepfunctions", "secretsmanager");
        container.start();
        return new SpokenAws(container, container.getEndpoint());
    }

    /** The clients that the functions use, as they make them. */
    AwsClients clients() {
        return new AwsClients(
                new Environment(Map.of("AWS_REGION", REGION, "AWS_ENDPOINT_URL", endpoint.toString())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** Where buckets are made. */
    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        System.clearProperty(SDK_ENDPOINT);
        if (container != null) {
            container.stop();
        }
    }
}
