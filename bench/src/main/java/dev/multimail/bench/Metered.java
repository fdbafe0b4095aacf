package dev.multimail.bench;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** A client that remembers the requests that pass through it, and asks what each read costs. */
final class Metered implements DynamoDbClient {
    private final DynamoDbClient client;
    private final List<DynamoDbRequest> requests = new ArrayList<>();
    private double readUnits;
    private int queries;

    Metered(DynamoDbClient client) {
        this.client = client;
    }

    /** The one request of a kind that passed since the start. */
    <T> T only(Class<T> kind) {
        List<T> found =
                requests.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " requests are " + kind.getSimpleName() + ", not one");
        }
        return found.getFirst();
    }

    int calls() {
        return requests.size();
    }

    /** The read capacity units of all queries and single reads since the start. */
    double readUnits() {
        return readUnits;
    }

    int queries() {
        return queries;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        requests.add(request);
        GetItemResponse response = client.getItem(request.toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build());
        count(response.consumedCapacity());
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        requests.add(request);
        queries++;
        QueryResponse response = client.query(request.toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build());
        count(response.consumedCapacity());
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        requests.add(request);
        BatchGetItemResponse response = client.batchGetItem(request.toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build());
        response.consumedCapacity().forEach(this::count);
        return response;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        requests.add(request);
        return client.putItem(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        requests.add(request);
        return client.transactWriteItems(request);
    }

    private void count(ConsumedCapacity consumed) {
        readUnits += consumed.capacityUnits();
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        // Whoever made the client closes it.
    }
}
