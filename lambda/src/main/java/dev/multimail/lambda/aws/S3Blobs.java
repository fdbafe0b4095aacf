package dev.multimail.lambda.aws;

import dev.multimail.effect.Blobs;
import dev.multimail.message.Octets;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Blobs as objects of one bucket. */
public record S3Blobs(S3Client client, String bucket) implements Blobs {
    @Override
    public void put(String key, Octets content) {
        client.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromContentProvider(content::open, content.size(), "application/octet-stream"));
    }

    @Override
    public Optional<Octets> get(String key) {
        try {
            return Optional.of(Octets.owning(client.getObjectAsBytes(
                            request -> request.bucket(bucket).key(key))
                    .asByteArrayUnsafe()));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        }
    }
}
