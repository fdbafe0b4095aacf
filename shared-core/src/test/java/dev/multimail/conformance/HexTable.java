package dev.multimail.conformance;

import java.math.BigInteger;

/** A table as one number: each row takes a fixed count of hexadecimal digits, the first row in the highest place. */
final class HexTable {
    private final StringBuilder digits = new StringBuilder();

    /** Appends a row of so many digits. */
    HexTable put(int width, long row) {
        String hex = Long.toHexString(row);
        if (row < 0 || hex.length() > width) {
            throw new IllegalArgumentException(row + " does not fit into " + width + " digits");
        }
        digits.repeat('0', width - hex.length()).append(hex);
        return this;
    }

    HexTable put(HexTable row) {
        digits.append(row.digits);
        return this;
    }

    /** The number as a Lean literal. */
    String literal() {
        return "0x" + new BigInteger("0" + digits, 16).toString(16);
    }
}
