package dev.multimail.functions.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that read in the order in which they were written: the document has the same bytes in every process. */
final class Ordered {
    private Ordered() {}

    static Map<String, Object> of(String one, Object first, String two, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(one, first);
        map.put(two, second);
        return map;
    }
}
