package dev.multimail.lambda.aws;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Transport;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.message.Address;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * Lets mail leave through Amazon SES, API version 2. SES takes a message twice when it is asked twice, so the client
 * must not retry; what does not prove a refusal is {@link Delivery.Unknown}.
 *
 * @param client without retries, and with a limit on each call's time: {@link AwsClients#ses}
 * @param configurationSet publishes the events of what is sent
 * @param region names the host of SES's own Message-ID
 */
public record SesTransport(SesV2Client client, String configurationSet, String region) implements Transport {
    /** How long one call may take, so that a Lambda function never ends with a call under way. */
    public static final Duration TIMEOUT = Duration.ofSeconds(8);

    private static final String OLDEST_REGION = "us-east-1";
    private static final int SERVER_ERROR = 500;

    @Override
    public Delivery send(Outgoing mail) {
        try {
            return new Delivery.Accepted(client.sendEmail(request(mail)).messageId());
        } catch (MessageRejectedException
                | MailFromDomainNotVerifiedException
                | AccountSuspendedException
                | NotFoundException
                | BadRequestException refused) {
            return new Delivery.RefusedForGood(reason(refused));
        } catch (SesV2Exception failed) {
            return failed.statusCode() >= SERVER_ERROR
                    ? new Delivery.Unknown(reason(failed))
                    : new Delivery.RefusedForNow(reason(failed));
        } catch (SdkClientException failed) {
            return neverConnected(failed)
                    ? new Delivery.RefusedForNow("SES could not be reached")
                    : new Delivery.Unknown(
                            "no answer from SES: " + root(failed).getClass().getSimpleName());
        }
    }

    private SendEmailRequest request(Outgoing mail) {
        return SendEmailRequest.builder()
                .configurationSetName(configurationSet)
                .fromEmailAddress(mail.mailFrom().toString())
                .destination(to -> to.toAddresses(
                        mail.rcptTo().stream().map(Address::toString).toList()))
                .content(content -> content.raw(
                        raw -> raw.data(SdkBytes.fromByteArrayUnsafe(mail.raw().toByteArray()))))
                .emailTags(
                        tag(DeliveryEvents.MESSAGE_TAG, mail.tag()),
                        tag(DeliveryEvents.ATTEMPT_TAG, Integer.toString(mail.attempt())))
                .build();
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }

    // SES's own words name addresses, so the code alone goes into rows and logs.
    private static String reason(SesV2Exception failed) {
        String code =
                failed.awsErrorDetails() == null ? "" : failed.awsErrorDetails().errorCode();
        return "SES: " + (code == null || code.isEmpty() ? "status " + failed.statusCode() : code);
    }

    // A connection that was refused, a name without an address and a failed handshake: not a byte of the mail left.
    private static boolean neverConnected(Throwable failed) {
        Throwable root = root(failed);
        return root instanceof ConnectException
                || root instanceof UnknownHostException
                || root instanceof SSLHandshakeException;
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        @Nullable Throwable cause = failed.getCause();
        while (cause != null) {
            root = cause;
            cause = cause.getCause();
        }
        return root;
    }

    /** SES puts its own Message-ID in the place of the one that the mail was given (AWS: SES header fields). */
    @Override
    public String messageIdHeader(String providerId, String given) {
        return providerId + "@" + (region.equals(OLDEST_REGION) ? "email" : region) + ".amazonses.com";
    }
}
