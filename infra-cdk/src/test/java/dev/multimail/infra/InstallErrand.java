package dev.multimail.infra;

import dev.multimail.functions.testing.World;
import dev.multimail.lambda.Install;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** The installation, made twice and once with new keys. */
record InstallErrand(World world) {
    void run() {
        Map<String, String> secrets = new HashMap<>();
        for (int keys : new int[] {1, 1, 2}) {
            world.seen().as("install", () -> {
                new Install(
                                world.services(),
                                new SeenSecrets(world.seen(), secrets),
                                new Install.SecretNames("signing", "owner"),
                                new SecureRandom())
                        .run(new Install.Wanted("agents.example.com", "Example Ltd", "owner@example.com", keys));
                return keys;
            });
        }
    }
}
