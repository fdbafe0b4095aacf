package dev.multimail.infra;

import dev.multimail.store.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.LocalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.constructs.Construct;

/** What lasts: the two tables, the bucket and the two secrets. All of it stays when the stack is deleted. */
final class Data extends Construct {
    private static final int KEPT_DAYS = 30;
    private static final int RARELY_READ_DAYS = 90;
    private static final int RECOVERY_DAYS = 35;

    private final Table state;
    private final Table audit;
    private final Bucket bucket;
    private final CfnSecret signing;
    private final CfnSecret owner;

    Data(Construct scope, Deployment deployment) {
        super(scope, "Data");
        this.state = stateTable(deployment);
        this.audit = auditTable(deployment);
        this.bucket = mail();
        this.signing = secret("Signing", deployment.named("signing"), "Keys of approval links and identity statements");
        this.owner = secret("OwnerKey", deployment.named("owner-key"), "The first key of the account's owner");
    }

    private Table stateTable(Deployment deployment) {
        Table table = table("State", deployment.named("state"))
                .timeToLiveAttribute(Tables.TTL)
                .build();
        table.addLocalSecondaryIndex(LocalSecondaryIndexProps.builder()
                .indexName(Tables.THREAD_INDEX)
                .sortKey(text(Tables.THREAD_KEY))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        table.addLocalSecondaryIndex(LocalSecondaryIndexProps.builder()
                .indexName(Tables.QUEUE_INDEX)
                .sortKey(text(Tables.QUEUE_KEY))
                .projectionType(ProjectionType.ALL)
                .build());
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName(Tables.DUE_INDEX)
                .partitionKey(text(Tables.DUE_SHARD))
                .sortKey(text(Tables.DUE_AT))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        return table;
    }

    // Refused by the table itself, whatever a role allows: not even an administrator changes the log by accident.
    private Table auditTable(Deployment deployment) {
        return table("Audit", deployment.named("audit"))
                .resourcePolicy(PolicyDocument.Builder.create()
                        .statements(List.of(PolicyStatement.Builder.create()
                                .sid("NobodyChangesTheLog")
                                .effect(Effect.DENY)
                                .principals(List.of(new AnyPrincipal()))
                                .actions(List.of(
                                        "dynamodb:UpdateItem",
                                        "dynamodb:DeleteItem",
                                        "dynamodb:PartiQLUpdate",
                                        "dynamodb:PartiQLDelete"))
                                .resources(List.of("*"))
                                .build()))
                        .build())
                .build();
    }

    private Table.Builder table(String id, String name) {
        return Table.Builder.create(this, id)
                .tableName(name)
                .partitionKey(text(Tables.PK))
                .sortKey(text(Tables.SK))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.DEFAULT)
                .stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .pointInTimeRecoverySpecification(recovery())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN);
    }

    private Bucket mail() {
        return Bucket.Builder.create(this, "Mail")
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .versioned(false)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(
                        LifecycleRule.builder()
                                .id("test-mail")
                                .prefix("kept/")
                                .expiration(Duration.days(KEPT_DAYS))
                                .build(),
                        rarelyRead("inbound/"),
                        rarelyRead("body/"),
                        LifecycleRule.builder()
                                .id("broken-uploads")
                                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                                .build()))
                .build();
    }

    private static LifecycleRule rarelyRead(String prefix) {
        return LifecycleRule.builder()
                .id(prefix.replace("/", ""))
                .prefix(prefix)
                .transitions(List.of(Transition.builder()
                        .storageClass(StorageClass.INFREQUENT_ACCESS)
                        .transitionAfter(Duration.days(RARELY_READ_DAYS))
                        .build()))
                .build();
    }

    // Without a value: the install function writes it, so that no template ever holds one.
    private CfnSecret secret(String id, String name, String description) {
        CfnSecret secret = CfnSecret.Builder.create(this, id)
                .name(name)
                .description(description)
                .build();
        secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
        return secret;
    }

    private static PointInTimeRecoverySpecification recovery() {
        return PointInTimeRecoverySpecification.builder()
                .pointInTimeRecoveryEnabled(true)
                .recoveryPeriodInDays(RECOVERY_DAYS)
                .build();
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    Table state() {
        return state;
    }

    Table audit() {
        return audit;
    }

    Bucket bucket() {
        return bucket;
    }

    String signingSecret() {
        return signing.getAttrId();
    }

    String ownerSecret() {
        return owner.getAttrId();
    }

    /** The ARNs behind the names in {@code grants.txt}. */
    Map<String, List<String>> arns() {
        return Map.ofEntries(
                Map.entry("state", List.of(state.getTableArn())),
                Map.entry("state/thread", List.of(state.getTableArn() + "/index/" + Tables.THREAD_INDEX)),
                Map.entry("state/queue", List.of(state.getTableArn() + "/index/" + Tables.QUEUE_INDEX)),
                Map.entry("state/due", List.of(state.getTableArn() + "/index/" + Tables.DUE_INDEX)),
                Map.entry("state/stream", List.of(String.valueOf(state.getTableStreamArn()))),
                Map.entry("audit", List.of(audit.getTableArn())),
                Map.entry("audit/stream", List.of(String.valueOf(audit.getTableStreamArn()))),
                Map.entry("bucket", List.of(bucket.getBucketArn())),
                Map.entry("body", List.of(bucket.arnForObjects("body/*"))),
                Map.entry("inbound", List.of(bucket.arnForObjects("inbound/*"))),
                Map.entry("kept", List.of(bucket.arnForObjects("kept/*"))),
                Map.entry("public", List.of(bucket.arnForObjects("public/*"))),
                Map.entry("signing", List.of(signing.getAttrId())),
                Map.entry("owner", List.of(owner.getAttrId())));
    }
}
