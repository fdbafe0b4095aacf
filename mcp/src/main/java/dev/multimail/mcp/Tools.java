package dev.multimail.mcp;

import dev.multimail.mcp.content.Advice;
import dev.multimail.mcp.rest.RestApi;
import dev.multimail.mcp.rest.Unreachable;
import dev.multimail.mcp.tool.Route;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
import dev.multimail.mcp.tool.Way;
import dev.multimail.policy.Operation;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The toolbox as MCP's SDK wants it: each tool described, and called. */
final class Tools {
    private final Toolbox toolbox;
    private final RestApi api;
    private final ToolRequest requests;
    private final ToolResults results;
    private final Map<String, Tool> byName = new LinkedHashMap<>();

    Tools(Toolbox toolbox, RestApi api, JsonText json) {
        this.toolbox = toolbox;
        this.api = api;
        this.requests = new ToolRequest(toolbox, json);
        this.results = new ToolResults(json, new Advice(toolbox::has));
        toolbox.tools().forEach(tool -> byName.put(tool.name(), tool));
    }

    /** Every tool that can be called, also those that are not listed. */
    List<SyncToolSpecification> specifications() {
        return byName.values().stream()
                .map(tool -> new SyncToolSpecification(
                        describe(tool, toolbox),
                        (context, request) ->
                                call(tool, Objects.requireNonNullElse(request.arguments(), Map.of()), context)))
                .toList();
    }

    /** Whether a caller sees a tool in the list. */
    boolean lists(McpTransportContext context, McpSchema.Tool described) {
        Tool tool = Objects.requireNonNull(byName.get(described.name()));
        return Caller.of(context).access().lists(tool, toolbox);
    }

    /** What a client reads of a tool. */
    static McpSchema.Tool describe(Tool tool, Toolbox toolbox) {
        Toolbox.Hints hints = toolbox.hints(tool);
        ToolAnnotations annotations = ToolAnnotations.builder()
                .readOnlyHint(hints.readOnly())
                .destructiveHint(hints.destructive())
                .idempotentHint(hints.idempotent())
                .openWorldHint(hints.openWorld())
                .build();
        return McpSchema.Tool.builder(tool.name(), tool.inputSchema())
                .title(tool.title())
                .description(tool.description())
                .outputSchema(tool.answer().schema())
                .annotations(annotations)
                .build();
    }

    private CallToolResult call(Tool tool, Map<String, Object> arguments, McpTransportContext context) {
        if (tool.way() instanceof Way.Fixed fixed) {
            return results.fixed(fixed.answer());
        }
        Caller caller = Caller.of(context);
        try {
            return results.of(
                    tool, arguments, api.send(requests.of(tool, arguments, caller.mailbox()), caller.token()));
        } catch (BadArguments wrong) {
            return results.wrongArguments(wrong.sentence());
        } catch (Unreachable noAnswer) {
            return results.noAnswer(toolbox.routesOf(tool).stream()
                    .map(Route::operation)
                    .allMatch(operation -> operation != null && operation.kind() == Operation.Kind.READ));
        }
    }
}
