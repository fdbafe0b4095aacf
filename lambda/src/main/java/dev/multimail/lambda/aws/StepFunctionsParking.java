package dev.multimail.lambda.aws;

import dev.multimail.effect.Parking;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.Expire;
import dev.multimail.id.MessageId;
import dev.multimail.store.Waits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Held messages wait in an execution of the AwaitDecision state machine. Its one waiting state writes its token on the
 * message's row if that still waits, so whoever sees the row leave that state finds the token there.
 *
 * @param stateMachine the ARN of AwaitDecision
 */
public record StepFunctionsParking(SfnClient client, String stateMachine, Waits waits, InstantSource clock)
        implements Parking {
    @Override
    public void park(MessageId messageId, Instant expiresAt) {
        long seconds = Math.max(1, Duration.between(clock.instant(), expiresAt).toSeconds());
        Map<String, Object> input = new LinkedHashMap<>(Waits.key(messageId));
        input.put(Expire.MESSAGE_ID, messageId.toString());
        input.put("timeout_seconds", seconds);
        try {
            client.startExecution(request -> request.stateMachineArn(stateMachine)
                    .name(name(messageId, expiresAt))
                    .input(Json.write(input)));
        } catch (ExecutionAlreadyExistsException parked) {
            // The same wait was begun before: the name is made of the message and its expiry.
            return;
        }
    }

    // A message that is held again waits for another end, and a name can be used once in 90 days.
    private static String name(MessageId messageId, Instant expiresAt) {
        return messageId + "-" + expiresAt.getEpochSecond();
    }

    @Override
    public void endWait(MessageId messageId, String outcome) {
        waits.token(messageId).ifPresent(token -> {
            try {
                client.sendTaskSuccess(
                        request -> request.taskToken(token).output(Json.write(Map.of("outcome", outcome))));
            } catch (TaskDoesNotExistException | TaskTimedOutException | InvalidTokenException over) {
                // It ended by its timeout, or an earlier copy of this effect ended it.
                return;
            }
        });
    }
}
