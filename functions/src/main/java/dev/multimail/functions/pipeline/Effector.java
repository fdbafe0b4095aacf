package dev.multimail.functions.pipeline;

import dev.multimail.effect.Effect;
import dev.multimail.functions.wiring.Ports;
import java.util.List;

/** Lets effects happen through the ports. */
public final class Effector {
    private Effector() {}

    public static void apply(List<Effect> effects, Ports ports) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Park park -> ports.parking().park(park.messageId(), park.expiresAt());
                case Effect.EndWait end -> ports.parking().endWait(end.messageId(), end.outcome());
                case Effect.Enqueue enqueue -> ports.queue().send(enqueue.job(), enqueue.notBefore());
                case Effect.Publish publish -> ports.bus().publish(publish.event());
            }
        }
    }
}
