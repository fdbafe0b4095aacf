package dev.multimail.infra;

import dev.multimail.functions.pipeline.Sweep;
import dev.multimail.functions.wiring.Log;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The alarms, which mail the owner, and the dashboard that shows the same numbers. */
final class Watch extends Construct {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    // AWS reviews an account at 5 % bounces and 0.1 % complaints.
    private static final double BOUNCES = 0.04;
    private static final double COMPLAINTS = 0.0008;
    private static final int LATE_SECONDS = 300;
    private static final int STUCK_MILLIS = 300_000;
    private static final int HALF = 12;

    private final Deployment deployment;
    private final SnsAction mail;

    Watch(Construct scope, Deployment deployment, Flow flow, Functions functions, OperationsApi api) {
        super(scope, "Watch");
        this.deployment = deployment;
        Topic topic = Topic.Builder.create(this, "Alarms")
                .topicName(deployment.named("alarms"))
                .enforceSsl(true)
                .build();
        topic.addSubscription(new EmailSubscription(deployment.owner()));
        this.mail = new SnsAction(topic);
        alarms(flow, api);
        dashboard(flow, functions, api);
    }

    private void alarms(Flow flow, OperationsApi api) {
        flow.dead()
                .forEach((name, queue) -> alarm(
                        "Dead-" + name,
                        depth(queue),
                        0,
                        "Work was given up: docs/runbook.md, Replay a dead-letter queue"));
        alarm("Unconfirmed", unconfirmed(), 0, "Nobody knows whether a message was accepted by SES");
        alarm("ExpiryLag", expiryLag(), LATE_SECONDS, "Messages expire late: the waits or the sweep lag behind");
        alarm("Bounces", reputation("BounceRate"), BOUNCES, "Too much mail bounces");
        alarm("Complaints", reputation("ComplaintRate"), COMPLAINTS, "Too many people complain");
        alarm("ApiErrors", serverErrors(api), 0, "The API failed");
        alarm("RelayLag", lag(Pipeline.RELAY), STUCK_MILLIS, "The relay is behind the table's stream");
        alarm("SealLag", lag(Pipeline.SEAL_AUDIT), STUCK_MILLIS, "The audit log is sealed late");
        for (Pipeline each : Pipeline.values()) {
            alarm("Errors-" + each.function(), errors(deployment.named(each.function())), 0, "The function failed");
        }
    }

    private void alarm(String name, Metric metric, double above, String description) {
        Alarm alarm = metric.createAlarm(
                this,
                name,
                CreateAlarmOptions.builder()
                        .alarmName(deployment.named(name))
                        .alarmDescription(description)
                        .threshold(above)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .evaluationPeriods(1)
                        .treatMissingData(TreatMissingData.NOT_BREACHING)
                        .build());
        alarm.addAlarmAction(mail);
    }

    private static Metric depth(Queue queue) {
        return queue.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                .statistic("Maximum")
                .period(FIVE_MINUTES)
                .build());
    }

    private Metric unconfirmed() {
        return own(Sweep.UNCONFIRMED, "Sum");
    }

    private Metric expiryLag() {
        return own(Sweep.EXPIRY_LAG, "Maximum");
    }

    private Metric own(String name, String statistic) {
        return Metric.Builder.create()
                .namespace(Log.METRICS)
                .metricName(name)
                .dimensionsMap(Map.of(Log.INSTALLATION, deployment.domain()))
                .statistic(statistic)
                .period(FIVE_MINUTES)
                .build();
    }

    private static Metric reputation(String rate) {
        return Metric.Builder.create()
                .namespace("AWS/SES")
                .metricName("Reputation." + rate)
                .statistic("Maximum")
                .period(Duration.hours(1))
                .build();
    }

    private static Metric serverErrors(OperationsApi api) {
        return api.api()
                .metricServerError(MetricOptions.builder()
                        .statistic("Sum")
                        .period(FIVE_MINUTES)
                        .build());
    }

    private static Metric errors(String function) {
        return ofFunction(function, "Errors", "Sum");
    }

    private Metric lag(Pipeline reader) {
        return ofFunction(deployment.named(reader.function()), "IteratorAge", "Maximum");
    }

    // By its name and not by its resource: each reference into the nested stack takes one of its 200 outputs.
    private static Metric ofFunction(String function, String name, String statistic) {
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName(name)
                .dimensionsMap(Map.of("FunctionName", function))
                .statistic(statistic)
                .period(FIVE_MINUTES)
                .build();
    }

    private void dashboard(Flow flow, Functions functions, OperationsApi api) {
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(deployment.named("overview"))
                .build();
        dashboard.addWidgets(
                graph("Requests", api.api().metricCount(), serverErrors(api)),
                graph(
                        "Latency",
                        api.api()
                                .metricLatency(
                                        MetricOptions.builder().statistic("p99").build())));
        dashboard.addWidgets(
                graph("Waiting work", depth(flow.outbound()), depth(flow.webhooks())),
                graph(
                        "Given up",
                        flow.dead().values().stream().map(Watch::depth).toArray(IMetric[]::new)));
        dashboard.addWidgets(
                graph("Doubt", unconfirmed()),
                graph("Late by, seconds", expiryLag()),
                graph("Behind the streams, ms", lag(Pipeline.RELAY), lag(Pipeline.SEAL_AUDIT)));
        dashboard.addWidgets(
                graph("Reputation", reputation("BounceRate"), reputation("ComplaintRate")),
                graph("Errors", functions.names().stream().map(Watch::errors).toArray(IMetric[]::new)));
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(HALF)
                .build();
    }
}
