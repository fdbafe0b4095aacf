package dev.multimail.lambda;

import dev.multimail.effect.Transport;
import dev.multimail.functions.wiring.Ports;
import dev.multimail.functions.wiring.Services;
import dev.multimail.lambda.aws.EventBridgeBus;
import dev.multimail.lambda.aws.S3Transport;
import dev.multimail.lambda.aws.SecretsManagerSecrets;
import dev.multimail.lambda.aws.SesDomains;
import dev.multimail.lambda.aws.SesTransport;
import dev.multimail.lambda.aws.SqsQueue;
import dev.multimail.lambda.aws.StepFunctionsParking;
import dev.multimail.store.Waits;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The services of the functions behind the API, each with the ports that it uses and no other. */
final class Workshop {
    private final Installation installation;
    private final Environment environment;

    private Workshop(Installation installation) {
        this.installation = installation;
        this.environment = installation.environment();
    }

    static Workshop in(Environment environment) {
        return new Workshop(new Installation(environment));
    }

    /** The tables and the bucket. */
    Services storing() {
        return installation.storing();
    }

    /** And the signing keys and the registry of domains: what API functions need beside the tables. */
    Services pages() {
        return installation.services(
                installation.ports(new SesDomains(installation.clients()::ses, environment.region())), secrets());
    }

    /** The tables and the signing keys: what seals the audit log. */
    Services sealing() {
        Installation.Closed closed = new Installation.Closed();
        return installation.services(installation.ports(closed, closed), secrets());
    }

    /** And the transports: what lets mail leave. */
    Services delivering() {
        return installation.services(installation.ports(ses(), kept()), secrets());
    }

    /** The transports again, asked about mail that left; they are not allowed to send here. */
    Services observing() {
        return installation.services(installation.ports(ses(), kept()), Installation.noSecrets());
    }

    /** And the waits, the queues and the bus: what follows from a change. */
    Services driving() {
        Installation.Closed closed = new Installation.Closed();
        SfnClient stepFunctions = installation.clients().stepFunctions();
        Ports ports = new Ports(
                closed,
                closed,
                new StepFunctionsParking(
                        stepFunctions,
                        environment.need(Environment.AWAIT_DECISION),
                        new Waits(installation.dynamoDb(), installation.tables()),
                        installation.clock()),
                new EventBridgeBus(installation.clients().eventBridge(), environment.need(Environment.BUS)),
                new SqsQueue(
                        installation.clients().sqs(),
                        environment.need(Environment.OUTBOUND_QUEUE),
                        environment.need(Environment.WEBHOOK_QUEUE),
                        stepFunctions,
                        environment.need(Environment.SCHEDULE),
                        installation.clock()),
                installation.blobs(),
                closed);
        return installation.services(ports, Installation.noSecrets());
    }

    private SecretsManagerSecrets secrets() {
        return new SecretsManagerSecrets(
                installation.clients().secretsManager(),
                environment.need(Environment.SIGNING_SECRET),
                SigningKeyset.READ_AGAIN_AFTER,
                installation.clock(),
                (text, now) -> SigningKeyset.parse(text).secrets(now));
    }

    private Transport ses() {
        return new SesTransport(
                installation.clients().ses(), environment.need(Environment.CONFIGURATION_SET), environment.region());
    }

    private Transport kept() {
        return new S3Transport(
                installation.blobs(),
                installation.clients().eventBridge(),
                environment.need(Environment.BUS),
                installation.ids(),
                installation.clock());
    }
}
