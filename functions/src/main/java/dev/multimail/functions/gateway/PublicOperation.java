package dev.multimail.functions.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;

/** What anybody may ask without a token: pages for approvers, keys for verifiers, and whether the service is well. */
public interface PublicOperation extends RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    /** For example {@code approval_page}. */
    String name();

    Endpoint.Verb verb();

    String path();

    /** What it does, for the reference. */
    String description();

    /** The record that its JSON body is read into, or {@link NoBody}. */
    default Class<?> requestType() {
        return NoBody.class;
    }

    Services services();

    Reply run(APIGatewayProxyRequestEvent event);

    @Override
    default APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        String requestId = ApiGateway.requestId(event);
        try {
            return ApiGateway.respond(run(event), requestId);
        } catch (Problem problem) {
            return ApiGateway.respond(Problems.reply(problem, requestId), requestId);
        } catch (RuntimeException unexpected) {
            services().log().failure(name(), requestId, unexpected);
            return ApiGateway.respond(Problems.reply(Problem.of(ErrorCode.INTERNAL), requestId), requestId);
        }
    }
}
