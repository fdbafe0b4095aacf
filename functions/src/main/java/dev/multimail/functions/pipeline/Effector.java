package dev.multimail.functions.pipeline;

import dev.multimail.effect.Effect;
import dev.multimail.functions.wiring.Services;
import java.util.List;

/** Lets effects happen: through the ports, and in the store. */
public final class Effector {
    private Effector() {}

    public static void apply(List<Effect> effects, Services services) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Park park -> services.ports().parking().park(park.messageId(), park.expiresAt());
                case Effect.EndWait end -> services.ports().parking().endWait(end.messageId(), end.outcome());
                case Effect.Enqueue enqueue -> services.ports().queue().send(enqueue.job(), enqueue.notBefore());
                case Effect.Publish publish -> services.ports().bus().publish(publish.event());
                case Effect.Forget forget -> services.store().erasures().finish(forget.messageId());
            }
        }
    }
}
