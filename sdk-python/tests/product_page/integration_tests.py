import multimail
import pytest

@pytest.fixture
def client():
    return multimail.Client(api_key="mm_test_your_test_token")

def test_gated_send_creates_pending(client):
    result = client.send_email(
        from_address="[email protected]",
        to=["[email protected]"],
        subject="Test: contract renewal",
        body="Renewing contract #4492 for another 12 months."
    )
    assert result.status == "pending"
    assert result.message_id.startswith("msg_")

def test_cancel_pending_message(client):
    msg = client.send_email(
        from_address="[email protected]",
        to=["[email protected]"],
        subject="Cancellation test",
        body="This message will be cancelled before delivery."
    )
    cancelled = client.cancel_message(message_id=msg.message_id)
    assert cancelled.status == "cancelled"
