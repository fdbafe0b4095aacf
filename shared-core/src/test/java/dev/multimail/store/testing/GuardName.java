package dev.multimail.store.testing;

import java.util.stream.Collectors;

/** Names conditions by the kind of row that they look at and by what they ask, such as {@code MBX#/CFG: mv =}. */
final class GuardName {
    private GuardName() {}

    static String of(boolean state, MemoryTable.RowKey key, Condition condition) {
        return (state ? "" : "audit ") + kind(key.pk()) + "/" + kind(key.sk()) + ": " + words(condition);
    }

    private static String words(Condition condition) {
        return switch (condition) {
            case Condition.Or or -> or.parts().stream().map(GuardName::words).collect(Collectors.joining(" or "));
            case Condition.And and -> and.parts().stream().map(GuardName::words).collect(Collectors.joining(" and "));
            case Condition.Exists exists -> exists.name() + (exists.wanted() ? " exists" : " absent");
            case Condition.BeginsWith begins -> begins.name() + " begins";
            case Condition.Contains contains -> contains.name() + " contains";
            case Condition.Compares compares -> compares.name() + " " + compares.operator();
        };
    }

    // The part of a key that says what the row is: its prefix, or all of a key that is one word.
    private static String kind(String key) {
        int end = key.indexOf('#');
        if (end >= 0) {
            return key.substring(0, end + 1);
        }
        return key.length() <= "SIGNUP".length() ? key : "id";
    }
}
