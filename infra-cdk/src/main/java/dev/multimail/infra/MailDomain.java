package dev.multimail.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.ses.CfnConfigurationSetEventDestination;
import software.amazon.awscdk.services.ses.CfnReceiptRule;
import software.amazon.awscdk.services.ses.CfnReceiptRuleSet;
import software.amazon.awscdk.services.ses.ConfigurationSet;
import software.amazon.awscdk.services.ses.ConfigurationSetTlsPolicy;
import software.amazon.awscdk.services.ses.DkimRecord;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.Identity;
import software.amazon.awscdk.services.ses.MailFromBehaviorOnMxFailure;
import software.constructs.Construct;

/** The mail domain in Amazon SES: what sends, what tells of it, and what receives. */
final class MailDomain extends Construct {
    // Send and the others prove that SES accepted; opens and clicks would need SES to change the mail.
    private static final List<String> TOLD =
            List.of("SEND", "REJECT", "DELIVERY", "BOUNCE", "COMPLAINT", "DELIVERY_DELAY", "RENDERING_FAILURE");

    private final Deployment deployment;
    private final ConfigurationSet configurationSet;
    private final EmailIdentity identity;
    private final CfnReceiptRuleSet rules;

    MailDomain(Construct scope, Deployment deployment) {
        super(scope, "MailDomain");
        this.deployment = deployment;
        this.configurationSet = ConfigurationSet.Builder.create(this, "ConfigurationSet")
                .configurationSetName(deployment.named("mail"))
                .reputationMetrics(true)
                .sendingEnabled(true)
                .tlsPolicy(ConfigurationSetTlsPolicy.OPTIONAL)
                .build();
        this.identity = EmailIdentity.Builder.create(this, "Identity")
                .identity(Identity.domain(deployment.domain()))
                .configurationSet(configurationSet)
                .mailFromDomain(mailFrom())
                .mailFromBehaviorOnMxFailure(MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE)
                .build();
        CfnConfigurationSetEventDestination.Builder.create(this, "Events")
                .configurationSetName(configurationSet.getConfigurationSetName())
                .eventDestination(CfnConfigurationSetEventDestination.EventDestinationProperty.builder()
                        .name("event-bus")
                        .enabled(true)
                        .matchingEventTypes(TOLD)
                        .eventBridgeDestination(
                                CfnConfigurationSetEventDestination.EventBridgeDestinationProperty.builder()
                                        .eventBusArn(arn("events", "event-bus/default"))
                                        .build())
                        .build())
                .build();
        this.rules = CfnReceiptRuleSet.Builder.create(this, "Rules")
                .ruleSetName(deployment.named("inbound"))
                .build();
    }

    private String mailFrom() {
        return "bounces." + deployment.domain();
    }

    private String arn(String service, String resource) {
        Stack stack = Stack.of(this);
        return "arn:" + stack.getPartition() + ":" + service + ":" + stack.getRegion() + ":" + stack.getAccount() + ":"
                + resource;
    }

    /**
     * Keeps mail in the bucket, then calls the function. The rule names no recipients, so it holds for every verified
     * domain: also for those that owners add later.
     */
    void receive(Bucket bucket, IFunction receive) {
        String account = Stack.of(this).getAccount();
        String sourceArn = arn("ses", "receipt-rule-set/" + deployment.named("inbound") + ":receipt-rule/all");
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("SesKeepsReceivedMail")
                .principals(List.of(new ServicePrincipal("ses.amazonaws.com")))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(bucket.arnForObjects("inbound/*")))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", account, "aws:SourceArn", sourceArn)))
                .build());
        receive.addPermission(
                "Ses",
                Permission.builder()
                        .principal(new ServicePrincipal("ses.amazonaws.com"))
                        .sourceAccount(account)
                        .sourceArn(sourceArn)
                        .build());
        CfnReceiptRule rule = CfnReceiptRule.Builder.create(this, "All")
                .ruleSetName(rules.getRef())
                .rule(CfnReceiptRule.RuleProperty.builder()
                        .name("all")
                        .enabled(true)
                        .scanEnabled(true)
                        .tlsPolicy("Optional")
                        .actions(List.of(keep(bucket), call(receive)))
                        .build())
                .build();
        // SES tries both while the rule is made.
        rule.getNode().addDependency(receive);
        if (bucket.getPolicy() != null) {
            rule.getNode().addDependency(bucket.getPolicy());
        }
    }

    private static CfnReceiptRule.ActionProperty keep(Bucket bucket) {
        return CfnReceiptRule.ActionProperty.builder()
                .s3Action(CfnReceiptRule.S3ActionProperty.builder()
                        .bucketName(bucket.getBucketName())
                        .objectKeyPrefix("inbound/")
                        .build())
                .build();
    }

    private static CfnReceiptRule.ActionProperty call(IFunction receive) {
        return CfnReceiptRule.ActionProperty.builder()
                .lambdaAction(CfnReceiptRule.LambdaActionProperty.builder()
                        .functionArn(receive.getFunctionArn())
                        .invocationType("Event")
                        .build())
                .build();
    }

    String configurationSetName() {
        return configurationSet.getConfigurationSetName();
    }

    String ruleSetName() {
        return deployment.named("inbound");
    }

    /**
     * The ARNs behind the names {@code ses} and {@code domains} in {@code grants.txt}: every identity, since owners add
     * domains.
     */
    Map<String, List<String>> arns() {
        return Map.of(
                "ses",
                List.of(
                        arn("ses", "identity/*"),
                        arn("ses", "configuration-set/" + configurationSet.getConfigurationSetName())),
                "domains",
                List.of(arn("ses", "identity/*")));
    }

    /** The DNS records to set: an output's name and the record. */
    Map<String, String> records() {
        Map<String, String> records = new LinkedHashMap<>();
        int number = 1;
        for (DkimRecord record : identity.getDkimRecords()) {
            records.put("DnsDkim" + number, record.getName() + " CNAME " + record.getValue());
            number++;
        }
        String region = deployment.region();
        records.put("DnsReceiving", deployment.domain() + " MX 10 inbound-smtp." + region + ".amazonaws.com");
        records.put("DnsMailFrom", mailFrom() + " MX 10 feedback-smtp." + region + ".amazonses.com");
        records.put("DnsSpf", mailFrom() + " TXT \"v=spf1 include:amazonses.com -all\"");
        records.put("DnsDmarc", "_dmarc." + deployment.domain() + " TXT \"v=DMARC1; p=quarantine\"");
        return records;
    }
}
