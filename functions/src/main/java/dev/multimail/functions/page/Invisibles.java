package dev.multimail.functions.page;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Characters that change what a reader sees without being seen: bidi controls (UAX #9), zero-width and
 * default-ignorable code points (UAX #44), controls, unpaired surrogates.
 */
final class Invisibles {
    /** Scripts whose spelling needs the zero-width joiner and non-joiner (Unicode 16, §23.2). */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Invisibles() {}

    /** Writes the text code point by code point: what can be seen by {@code seen}, the rest by {@code hidden}. */
    static String render(String text, IntFunction<String> seen, IntFunction<String> hidden) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 8 + 16);
        int previous = -1;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int next = at < text.length() ? text.codePointAt(at) : -1;
            out.append(isHidden(point) && !belongs(point, previous, next) ? hidden.apply(point) : seen.apply(point));
            previous = point == EMOJI_STYLE || isSkinTone(point) ? previous : point;
        }
        return out.toString();
    }

    /** The text with each hidden character written out, such as {@code [U+202E]}, for places without markup. */
    static String spelledOut(String text) {
        return render(text, Character::toString, point -> "[" + code(point) + "]");
    }

    /** The text without its hidden characters. */
    static String removed(String text) {
        return render(text, Character::toString, point -> "");
    }

    /** Whether any character of the text is hidden. */
    static boolean in(String text) {
        return !removed(text).equals(text);
    }

    /** {@code U+} and at least four hex digits. */
    static String code(int point) {
        return String.format(Locale.ROOT, "U+%04X", point);
    }

    /** The character's Unicode name. */
    static String name(int point) {
        String name = Character.getName(point);
        return name == null ? "unassigned character" : name.toLowerCase(Locale.ROOT);
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            case Character.FORMAT -> !isVisibleFormat(point);
            case Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isBlankLetter(point);
        };
    }

    /** Number and verse signs of Arabic, Syriac and Kaithi are of the format category and drawn all the same. */
    private static boolean isVisibleFormat(int point) {
        return (point >= 0x0600 && point <= 0x0605)
                || point == 0x06DD
                || point == 0x070F
                || point == 0x0890
                || point == 0x0891
                || point == 0x08E2
                || point == 0x110BD
                || point == 0x110CD;
    }

    private static boolean isBlankLetter(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
        };
    }

    /** Joiners and style selectors are part of the spelling inside emoji and in scripts that join letters. */
    private static boolean belongs(int point, int previous, int next) {
        return switch (point) {
            case ZERO_WIDTH_JOINER -> (isPicture(previous) && isPicture(next)) || joins(previous);
            case ZERO_WIDTH_NON_JOINER -> joins(previous) && joins(next);
            case TEXT_STYLE, EMOJI_STYLE -> previous >= 0 && (Character.isEmoji(previous) || isPicture(previous));
            default -> false;
        };
    }

    private static boolean isPicture(int point) {
        return point >= 0 && Character.isExtendedPictographic(point);
    }

    private static boolean isSkinTone(int point) {
        return Character.isEmojiModifier(point);
    }

    private static boolean joins(int point) {
        return point >= 0 && JOINING.contains(UnicodeScript.of(point));
    }
}
