package dev.multimail.lambda;

import dev.multimail.lambda.aws.S3Blobs;
import dev.multimail.lambda.aws.SesTransport;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Clients of AWS over the JDK's own HTTP connections, which start soonest. Each is made when it is asked for; the API's
 * jar holds the first two alone.
 */
final class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(10);

    private final Environment environment;
    private final AwsCredentialsProvider credentials;

    AwsClients(Environment environment) {
        this(environment, ofFunction());
    }

    AwsClients(Environment environment, AwsCredentialsProvider credentials) {
        this.environment = environment;
        this.credentials = credentials;
    }

    DynamoDbClient dynamoDb() {
        return made(DynamoDbClient.builder()).build();
    }

    S3Blobs s3(String bucket) {
        URI endpoint = environment
                .endpoint()
                .map(emulator -> emulator.resolve("/" + bucket + "/"))
                .orElseGet(() -> URI.create("https://" + bucket + ".s3." + environment.region() + ".amazonaws.com/"));
        return new S3Blobs(http(READ), credentials, environment.region(), endpoint);
    }

    SqsClient sqs() {
        return made(SqsClient.builder()).build();
    }

    SfnClient stepFunctions() {
        return made(SfnClient.builder()).build();
    }

    EventBridgeClient eventBridge() {
        return made(EventBridgeClient.builder()).build();
    }

    SecretsManagerClient secretsManager() {
        return made(SecretsManagerClient.builder()).build();
    }

    /** A client that asks SES once, whatever happens, and never for longer than a call may take. */
    SesV2Client ses() {
        return ses(SesV2Client.builder());
    }

    SesV2Client ses(software.amazon.awssdk.services.sesv2.SesV2ClientBuilder builder) {
        // The SDK can only interrupt a thread, which a blocked read does not notice: the socket keeps the time as well.
        return signed(builder)
                .httpClient(http(SesTransport.TIMEOUT))
                .overrideConfiguration(once -> once.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(SesTransport.TIMEOUT)
                        .apiCallAttemptTimeout(SesTransport.TIMEOUT))
                .build();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B made(B builder) {
        return signed(builder).httpClient(http(READ));
    }

    private static SdkHttpClient http(Duration read) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(read)
                .build();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B signed(B builder) {
        return builder.region(Region.of(environment.region())).credentialsProvider(credentials);
    }

    // A snapshot that is restored gets its credentials from the container's address and no longer by variables.
    private static AwsCredentialsProvider ofFunction() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }
}
