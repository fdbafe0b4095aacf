"""An AutoGen agent that sends an email through MCP and waits for the decision of a person.

A script stands in for the model, so that the example runs without one; see the README beside it.
"""

import asyncio
import json
import os
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_core import FunctionCall
from autogen_core.models import (
    CreateResult,
    FunctionExecutionResultMessage,
    ModelInfo,
    RequestUsage,
)
from autogen_ext.models.replay import ReplayChatCompletionClient
from autogen_ext.tools.mcp import McpWorkbench, StreamableHttpServerParams


class Script(ReplayChatCompletionClient):
    """Says what a model would: send the email, wait while it is pending, then sum up."""

    def __init__(self, email):
        """Take the email that is to be sent."""
        abilities = ModelInfo(
            vision=False,
            function_calling=True,
            json_output=False,
            family="unknown",
            structured_output=False,
        )
        super().__init__([], model_info=abilities)
        self.email = email

    async def create(self, messages, *, tools=(), **_):
        """Answer the conversation so far."""
        last = messages[-1]
        if not isinstance(last, FunctionExecutionResultMessage):
            assert "send_email" in {tool["name"] for tool in tools}
            return call("send_email", self.email)
        result = json.loads(last.content[0].content)
        if result.get("status") == "pending":
            return call("wait_for_decision", {"email_id": result["id"]})
        return said("stop", f"The email {result['id']} is {result['status']}.")


def call(tool, arguments):
    """Make the message in which a model calls a tool."""
    return said("function_calls", [FunctionCall(tool, json.dumps(arguments), tool)])


def said(why, content):
    """Make a model's message."""
    usage = RequestUsage(prompt_tokens=0, completion_tokens=0)
    return CreateResult(finish_reason=why, content=content, usage=usage, cached=False)


async def main(subject):
    """Run the agent once, and print what it says at the end."""
    url = os.environ.get("MULTIMAIL_API_URL", "http://127.0.0.1:8025")
    key = os.environ["MULTIMAIL_API_KEY"]
    server = StreamableHttpServerParams(
        url=f"{url}/mcp", headers={"Authorization": f"Bearer {key}"}
    )
    email = {
        "to": ["vendor@example.org"],
        "subject": subject,
        "markdown": "Please **confirm** the delivery date.",
    }
    async with McpWorkbench(server) as multimail:
        # A real model client stands in the script's place, as in any AutoGen agent.
        agent = AssistantAgent(
            "buyer", model_client=Script(email), workbench=multimail, max_tool_iterations=10
        )
        answer = await agent.run(task=f"Ask the vendor to confirm the delivery date: {subject}")
    print(answer.messages[-1].content)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2] or ["PO 8821"]))
