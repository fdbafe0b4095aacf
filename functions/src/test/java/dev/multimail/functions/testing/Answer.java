package dev.multimail.functions.testing;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import java.util.Map;
import org.jsoup.Jsoup;

/** What a caller got. */
public record Answer(int status, Map<String, String> headers, String body) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    public Tree json() {
        return Json.tree(body);
    }

    /** The text of one field, empty if it is absent. */
    public String text(String... path) {
        return json().at(path).text();
    }

    /** What a person reads on a page. */
    public String pageText() {
        return Jsoup.parse(body).text();
    }
}
