package dev.multimail.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.api.SendEmail;
import dev.multimail.local.pipeline.LocalContext;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The time of a send's handler against the time of the calls that it makes, one after the other in turns. */
final class HandlerTime implements Measurement {
    private static final int WARM_UP = 1_500;
    private static final int PAIRS = 2_500;
    private static final double BAR = 1.3;

    @Override
    public List<Figure> run() {
        try (Workbench bench = new Workbench()) {
            Workbench.Desk desk = bench.desk("sender");
            SendEmail handler = new SendEmail(bench.services());
            BareSend bare = BareSend.record(bench, desk);
            Samples handlers = new Samples();
            Samples calls = new Samples();
            for (int pair = 0; pair < WARM_UP + PAIRS; pair++) {
                // Whoever comes first changes from pair to pair, so that neither has the better place.
                boolean handlerFirst = pair % 2 == 0;
                double first = handlerFirst ? handler(handler, desk) : calls(bench, bare);
                double second = handlerFirst ? calls(bench, bare) : handler(handler, desk);
                if (pair >= WARM_UP) {
                    handlers.add(handlerFirst ? first : second);
                    calls.add(handlerFirst ? second : first);
                }
            }
            double ratio = handlers.median() / calls.median();
            return List.of(new Figure(
                    "send handler over its bare calls",
                    String.format(Locale.ROOT, "<= %.1f", BAR),
                    String.format(
                            Locale.ROOT,
                            "%.2f; handler %s, calls %s, %d pairs, p95 %.2f and %.2f ms",
                            ratio,
                            handlers.text("ms"),
                            calls.text("ms"),
                            handlers.count(),
                            handlers.quantile(0.95),
                            calls.quantile(0.95)),
                    ratio <= BAR));
        }
    }

    private static double handler(SendEmail handler, Workbench.Desk desk) {
        String key = UUID.randomUUID().toString();
        APIGatewayProxyRequestEvent request = Workbench.request(desk, "req_" + key, Sends.body(key));
        LocalContext context = LocalContext.of("send_email");
        long begun = System.nanoTime();
        Workbench.call(handler, request, context);
        return millis(begun);
    }

    private static double calls(Workbench bench, BareSend bare) {
        TransactWriteItemsRequest write = bare.fresh();
        long begun = System.nanoTime();
        BareSend.call(bench.client(), bare.read(), write);
        return millis(begun);
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }
}
