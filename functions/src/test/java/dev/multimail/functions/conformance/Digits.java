package dev.multimail.functions.conformance;

/** Hexadecimal digits of fixed width, one field after the other. */
final class Digits {
    private final StringBuilder digits = new StringBuilder();

    Digits put(int width, long number) {
        String hex = Long.toHexString(number);
        if (number < 0 || hex.length() > width) {
            throw new IllegalArgumentException(number + " does not fit into " + width + " digits");
        }
        digits.repeat('0', width - hex.length()).append(hex);
        return this;
    }

    Digits put(Digits more) {
        digits.append(more.digits);
        return this;
    }

    /** The same number in more digits. */
    String padded(int width) {
        if (digits.length() > width) {
            throw new IllegalArgumentException(digits + " does not fit into " + width + " digits");
        }
        return "0".repeat(width - digits.length()) + digits;
    }

    /** The same digits followed by zeros. */
    String filled(int width) {
        return digits + "0".repeat(width - digits.length());
    }
}
