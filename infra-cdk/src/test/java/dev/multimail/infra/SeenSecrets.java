package dev.multimail.infra;

import dev.multimail.functions.testing.Seen;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets in memory, by the names that {@code grants.txt} has for them. */
record SeenSecrets(Seen seen, Map<String, String> values) implements SecretsManagerClient {
    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        seen.saw(request.secretId(), "secretsmanager:GetSecretValue");
        String value = values.get(request.secretId());
        if (value == null) {
            throw ResourceNotFoundException.builder().message("no value").build();
        }
        return GetSecretValueResponse.builder().secretString(value).build();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        seen.saw(request.secretId(), "secretsmanager:PutSecretValue");
        values.put(request.secretId(), request.secretString());
        return PutSecretValueResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}
}
