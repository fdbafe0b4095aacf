package dev.multimail.functions.pipeline;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event by which SES tells a Lambda function of received mail (AWS: Lambda event structure of SES receipt rules).
 * SES names its fields in camelCase, so they are read by their path.
 *
 * @param messageId SES's own id of the mail, which no sender can choose
 * @param recipients whom it was for, of those that a receipt rule matched
 * @param verdicts SES's findings as it gave them: spam, virus, SPF, DKIM and DMARC
 * @param mailFrom the envelope's sender
 */
record SesReceipt(String messageId, String mailFrom, List<String> recipients, Map<String, String> verdicts) {
    private static final List<String> VERDICTS = List.of("spam", "virus", "spf", "dkim", "dmarc");

    SesReceipt {
        recipients = List.copyOf(recipients);
        verdicts = Map.copyOf(verdicts);
    }

    static List<SesReceipt> of(Map<String, Object> event) {
        List<SesReceipt> receipts = new ArrayList<>();
        for (Tree entry : Json.tree(event).at("Records").list()) {
            Tree mail = entry.at("ses", "mail");
            Tree receipt = entry.at("ses", "receipt");
            Map<String, String> verdicts = new LinkedHashMap<>();
            for (String name : VERDICTS) {
                String status = receipt.at(name + "Verdict", "status").text();
                if (!status.isEmpty()) {
                    verdicts.put(name, status);
                }
            }
            receipts.add(new SesReceipt(
                    mail.at("messageId").text(),
                    mail.at("source").text(),
                    receipt.at("recipients").list().stream().map(Tree::text).toList(),
                    verdicts));
        }
        return receipts;
    }
}
