package dev.multimail.functions.wiring;

/**
 * What one installation offers beside another one of the same code.
 *
 * @param commit the commit that it was built from, {@code unknown} if nobody told
 * @param signUp whether strangers may open accounts
 * @param anyDomain whether mailboxes may have addresses of domains that nobody registered: where no mail really leaves
 */
public record Edition(String commit, boolean signUp, boolean anyDomain) {
    /** The commit of a build that nobody told. */
    public static final String UNKNOWN = "unknown";
}
