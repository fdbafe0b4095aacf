package dev.multimail.functions.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.wiring.Services;

/**
 * One operation of the API: a Lambda handler that says where it is found, what it reads, and what it does.
 *
 * @param <Q> the request's body
 */
public interface ApiOperation<Q> extends RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    Endpoint endpoint();

    /** The record that the request's JSON body is read into. */
    Class<Q> requestType();

    Services services();

    /**
     * Does it. Success leaves its own record in the audit log, in the transaction that it tells of.
     *
     * @throws dev.multimail.problem.Problem what the caller is told instead; nothing has changed then
     */
    Reply run(Call<Q> call);

    @Override
    default APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return ApiGateway.handle(this, event);
    }
}
