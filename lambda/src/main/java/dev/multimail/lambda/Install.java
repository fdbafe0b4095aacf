package dev.multimail.lambda;

import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.policy.Scope;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import dev.multimail.token.Token;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * What a deployment makes inside the installation: signing keys, the owner's account and the owner's first key. Each
 * step looks at what is there, so a deployment that was interrupted is completed by the next one. Secrets go into their
 * secret and nowhere else.
 */
public final class Install {
    /** The names of the secrets that are written. */
    public record SecretNames(String signing, String owner) {}

    /**
     * What the deployment says.
     *
     * @param operator who runs the installation, for the identity statement of what it sends
     * @param owner where the account's owner is reached
     * @param keys the number of the generation of signing keys: a higher one than before makes new keys
     */
    public record Wanted(String domain, String operator, String owner, int keys) {}

    /** The deployment asks for what cannot be; the message is a sentence for whoever deploys. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final Services services;
    private final SecretsManagerClient secrets;
    private final SecretNames names;
    private final SecureRandom random;

    public Install(Services services, SecretsManagerClient secrets, SecretNames names, SecureRandom random) {
        this.services = services;
        this.secrets = secrets;
        this.names = names;
        this.random = random;
    }

    /** Makes what is missing. */
    public void run(Wanted wanted) {
        Address owner = address(wanted.owner());
        Instant now = services.clock().instant();
        SigningKeyset keys = keys(wanted, now);
        // Written at each deployment: a bucket that was emptied or restored gets them back.
        services.ports()
                .blobs()
                .put(Installation.JWKS_KEY, Octets.owning(keys.jwks().getBytes(StandardCharsets.UTF_8)));
        owner(keys.accountId(), wanted.operator(), owner, now);
    }

    private SigningKeyset keys(Wanted wanted, Instant now) {
        Optional<SigningKeyset> known = read(names.signing()).map(SigningKeyset::parse);
        if (known.isEmpty()) {
            SigningKeyset fresh =
                    SigningKeyset.create(wanted.domain(), services.ids().prefixed("acc_"), wanted.keys(), now, random);
            write(names.signing(), fresh.text());
            return fresh;
        }
        SigningKeyset keys = known.get();
        if (!keys.domain().equals(wanted.domain())) {
            throw new Refused("This installation serves " + keys.domain()
                    + ", and its mailboxes have addresses there. For " + wanted.domain()
                    + " deploy another one beside it: choose a new name with -c stage=…, or go back to -c domain="
                    + keys.domain() + ".");
        }
        SigningKeyset rotated = keys.rotated(wanted.keys(), now, random);
        if (!rotated.equals(keys)) {
            write(names.signing(), rotated.text());
        }
        return rotated;
    }

    private void owner(String accountId, String operator, Address email, Instant now) {
        List<Write> writes = new ArrayList<>();
        if (services.store().accounts().get(accountId).isEmpty()) {
            writes.add(services.store().accounts().create(new Account(accountId, operator, email, now)));
        }
        boolean works = read(names.owner())
                .flatMap(Token::parse)
                .flatMap(token -> services.store().credentials().find(token.digest()))
                .isPresent();
        if (!works) {
            NewCredential key = NewCredential.ofAccount(services, accountId, "owner", Set.of(Scope.ADMIN), now);
            // First where it is fetched from: a key that works but was never written down could not be replaced.
            write(names.owner(), key.token().text());
            writes.addAll(services.store().credentials().create(key.credential()));
        }
        if (!writes.isEmpty()) {
            services.store().transactions().require(writes);
        }
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (Problem notAnAddress) {
            throw new Refused("-c owner=" + text + " is not an email address.");
        }
    }

    private Optional<String> read(String secret) {
        try {
            return Optional.ofNullable(secrets.getSecretValue(request -> request.secretId(secret))
                            .secretString())
                    .filter(text -> !text.isEmpty());
        } catch (ResourceNotFoundException withoutValue) {
            return Optional.empty();
        }
    }

    private void write(String secret, String text) {
        secrets.putSecretValue(request -> request.secretId(secret).secretString(text));
    }
}
