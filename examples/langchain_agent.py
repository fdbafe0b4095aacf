"""A LangChain agent that sends an email through MCP and waits for the decision of a person.

A script stands in for the model, so that the example runs without one; see the README beside it.
"""

import asyncio
import json
import os
import sys

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_mcp_adapters.client import MultiServerMCPClient


class Script(BaseChatModel):
    """Says what a model would: send the email, wait while it is pending, then sum up."""

    email: dict

    @property
    def _llm_type(self):
        return "script"

    def bind_tools(self, tools, **_):
        """Keep the model as it is: the script knows the tools that it wants."""
        names = {tool.name for tool in tools}
        assert {"send_email", "wait_for_decision"} <= names, names
        return self

    def _generate(self, messages: list[BaseMessage], *_, **__):
        last = messages[-1]
        if not isinstance(last, ToolMessage):
            said = call("send_email", self.email)
        else:
            result = json.loads(last.text)
            if result.get("status") == "pending":
                said = call("wait_for_decision", {"email_id": result["id"]})
            else:
                said = AIMessage(f"The email {result['id']} is {result['status']}.")
        return ChatResult(generations=[ChatGeneration(message=said)])


def call(tool, arguments):
    """Make the message in which a model calls a tool."""
    return AIMessage("", tool_calls=[{"name": tool, "args": arguments, "id": tool}])


async def main(subject):
    """Run the agent once, and print what it says at the end."""
    url = os.environ.get("MULTIMAIL_API_URL", "http://127.0.0.1:8025")
    key = os.environ["MULTIMAIL_API_KEY"]
    multimail = {
        "transport": "streamable_http",
        "url": f"{url}/mcp",
        "headers": {"Authorization": f"Bearer {key}"},
    }
    tools = await MultiServerMCPClient({"multimail": multimail}).get_tools()
    email = {
        "to": ["vendor@example.org"],
        "subject": subject,
        "markdown": "Please **confirm** the delivery date.",
    }
    # A real model stands here as in any LangChain agent, for example "anthropic:claude-sonnet-4-5".
    agent = create_agent(Script(email=email), tools)
    asked = {"messages": [("user", f"Ask the vendor to confirm the delivery date: {subject}")]}
    answer = await agent.ainvoke(asked)
    print(answer["messages"][-1].text)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2] or ["PO 8821"]))
