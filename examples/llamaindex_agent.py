"""A LlamaIndex agent that sends an email through MCP and waits for the decision of a person.

A script stands in for the model, so that the example runs without one; see the README beside it.
"""

import asyncio
import os
import re
import sys

from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.base.llms.types import ChatMessage, MessageRole, TextBlock, ToolCallBlock
from llama_index.core.llms.mock import MockFunctionCallingLLM
from llama_index.tools.mcp import BasicMCPClient, McpToolSpec


def script(email):
    """Make a model that says: send the email, wait while it is pending, then sum up."""

    def answer(messages, **_):
        last = messages[-1]
        if last.role is not MessageRole.TOOL:
            return call("send_email", email)
        if field("status", last) == "pending":
            return call("wait_for_decision", {"email_id": field("id", last)})
        return said(TextBlock(text=f"The email {field('id', last)} is {field('status', last)}."))

    return MockFunctionCallingLLM(response_generator=answer)


def field(name, message):
    """Find a field in a tool's result, which LlamaIndex gives the model as Python's text of it."""
    found = re.search(rf"'{name}': '(\w+)'", message.content)
    assert found, message.content
    return found.group(1)


def call(tool, arguments):
    """Make the message in which a model calls a tool."""
    return said(ToolCallBlock(tool_call_id=tool, tool_name=tool, tool_kwargs=arguments))


def said(block):
    """Make a model's message."""
    return ChatMessage(role=MessageRole.ASSISTANT, blocks=[block])


async def main(subject):
    """Run the agent once, and print what it says at the end."""
    url = os.environ.get("MULTIMAIL_API_URL", "http://127.0.0.1:8025")
    key = os.environ["MULTIMAIL_API_KEY"]
    multimail = BasicMCPClient(f"{url}/mcp", headers={"Authorization": f"Bearer {key}"})
    email = {
        "to": ["vendor@example.org"],
        "subject": subject,
        "markdown": "Please **confirm** the delivery date.",
    }
    # A real LLM stands in the script's place, as in any LlamaIndex agent.
    agent = FunctionAgent(
        llm=script(email), tools=await McpToolSpec(multimail).to_tool_list_async()
    )
    print(await agent.run(f"Ask the vendor to confirm the delivery date: {subject}"))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2] or ["PO 8821"]))
