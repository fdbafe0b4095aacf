package dev.multimail.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tool calls. */
public sealed interface Way {
    /** The names of the operations, in the order of the actions. */
    List<String> operations();

    /** One operation. */
    record To(String operation) implements Way {
        @Override
        public List<String> operations() {
            return List.of(operation);
        }
    }

    /** One of several operations, by the argument {@code action}. */
    record ByAction(Map<String, String> operationOf) implements Way {
        public ByAction {
            operationOf = new LinkedHashMap<>(operationOf);
        }

        @Override
        public List<String> operations() {
            return List.copyOf(operationOf.values());
        }
    }

    /** No operation: the answer is the same for everybody. */
    record Fixed(String answer) implements Way {
        @Override
        public List<String> operations() {
            return List.of();
        }
    }
}
