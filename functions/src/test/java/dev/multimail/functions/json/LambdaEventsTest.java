package dev.multimail.functions.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written here is what Lambda's own runtime would read and write. */
class LambdaEventsTest {
    private static final Path SAMPLES = Path.of("..", "events", "samples");
    private static final ClassLoader LOADER = LambdaEventsTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(strings = {"api-request.json", "approval-form.json"})
    void aRequestIsReadAsByLambda(String sample) throws IOException {
        assertReadAsByLambda(Files.readString(SAMPLES.resolve(sample)), APIGatewayProxyRequestEvent.class);
    }

    @Test
    void whatAuthorizesIsReadAsByLambda() throws IOException {
        assertReadAsByLambda(
                Files.readString(SAMPLES.resolve("authorizer-token.json")), APIGatewayCustomAuthorizerEvent.class);
    }

    @Test
    void anEmptyEventAndUnknownFieldsAreRead() throws IOException {
        assertReadAsByLambda("{}", APIGatewayProxyRequestEvent.class);
        assertReadAsByLambda("{\"newOfAws\":{\"a\":1},\"body\":\"é\"}", APIGatewayProxyRequestEvent.class);
    }

    @Test
    void anAnswerIsWrittenAsByLambda() throws IOException {
        assertWrittenAsByLambda(new APIGatewayProxyResponseEvent()
                .withStatusCode(202)
                .withHeaders(Map.of("content-type", "application/json"))
                .withBody("{\"status\":\"é\"}")
                .withIsBase64Encoded(false));
        assertWrittenAsByLambda(new APIGatewayProxyResponseEvent()
                .withStatusCode(200)
                .withMultiValueHeaders(Map.of("link", List.of("a", "b")))
                .withBody("AAEC")
                .withIsBase64Encoded(true));
    }

    @Test
    void aPolicyIsWrittenAsByLambda() throws IOException {
        assertWrittenAsByLambda(IamPolicyResponse.builder()
                .withPrincipalId("tok_1")
                .withPolicyDocument(IamPolicyResponse.PolicyDocument.builder()
                        .withVersion(IamPolicyResponse.VERSION_2012_10_17)
                        .withStatement(List.of(IamPolicyResponse.allowStatement("arn:aws:execute-api:*")))
                        .build())
                .withContext(Map.of("kind", "key", "scopes", "admin"))
                .build());
    }

    private static <T> void assertReadAsByLambda(String event, Class<T> type) throws IOException {
        T read = LambdaEvents.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), type);
        T byLambda = LambdaEventSerializers.serializerFor(type, LOADER).fromJson(event);
        assertThat(read).usingRecursiveComparison().isEqualTo(byLambda);
    }

    // Lambda writes fields that are null as well, which API Gateway reads as if they were not there.
    private static <T> void assertWrittenAsByLambda(T answer) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LambdaEvents.write(answer, written);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) answer.getClass();
        ByteArrayOutputStream byLambda = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(type, LOADER).toJson(answer, byLambda);
        assertThat(fields(written)).isEqualTo(fields(byLambda));
    }

    private static Map<?, ?> fields(ByteArrayOutputStream json) {
        Map<?, ?> fields = Json.readOwn(json.toString(StandardCharsets.UTF_8), Map.class);
        fields.values().removeIf(Objects::isNull);
        return fields;
    }
}
