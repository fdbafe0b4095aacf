package dev.multimail.functions.simulation;

/** Says which law was broken, and by what. */
final class Law {
    private Law() {}

    /** A law that does not hold. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String law, Object why) {
            super(law + ": " + why);
        }
    }

    static void require(boolean holds, String law, Object why) {
        if (!holds) {
            throw new Broken(law, why);
        }
    }
}
