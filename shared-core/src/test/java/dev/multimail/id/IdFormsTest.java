package dev.multimail.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormsTest {
    private static final String ULID = "01JQ4T2Z3E5V7X9ABCDEFGHJKM";
    private static final String KEY = "0123456789";

    @ParameterizedTest
    @ValueSource(strings = {"msg_" + ULID + KEY, "msg_" + ULID + KEY + "T"})
    void aMessageIdReadsBackAsItself(String text) {
        MessageId id = MessageId.of(text);
        assertThat(id).hasToString(text);
        assertThat(id.live()).isEqualTo(!text.endsWith("T"));
        assertThat(id.lane()).isEqualTo(new Lane(new MailboxId(KEY), id.live()));
        assertThat(id.ulid()).isEqualTo(ULID);
    }

    @Test
    void aThreadIsNamedForTheMessageThatOpensIt() {
        for (boolean live : new boolean[] {true, false}) {
            MessageId message = new MessageId(ULID, new MailboxId(KEY), live);
            ThreadId thread = ThreadId.openedBy(message);
            assertThat(thread).hasToString(message.toString().replace("msg_", "thr_"));
            assertThat(ThreadId.of(thread.toString())).isEqualTo(thread);
        }
    }

    @Test
    void aMailboxIdReadsBackAsItself() {
        assertThat(MailboxId.parse("mbx_" + KEY)).contains(new MailboxId(KEY));
        assertThat(new MailboxId(KEY)).hasToString("mbx_" + KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "msg_",
                ULID + KEY,
                "msg_" + ULID,
                "msg_" + ULID + KEY + "t",
                "msg_" + ULID + KEY + "TT",
                "msg_" + ULID + KEY + "0",
                " msg_" + ULID + KEY,
                "msg_" + ULID + KEY + "\n",
                "MSG_" + ULID + KEY,
                "thr_" + ULID + KEY,
                "mbx_" + KEY
            })
    void otherTextIsNoMessageId(String text) {
        assertThat(MessageId.parse(text)).isEmpty();
        assertThatThrownBy(() -> MessageId.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLettersThatBase32LeavesOutAreRefusedAtEveryPlace() {
        String good = "msg_" + ULID + KEY;
        for (int place = 4; place < good.length(); place++) {
            for (String letter : List.of("I", "L", "O", "U", "a", "-", "#", "é")) {
                assertThat(MessageId.parse(good.substring(0, place) + letter + good.substring(place + 1)))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mbx_", "mbx_012345678", "mbx_01234567890", "mbx_012345678l", "0123456789"})
    void otherTextIsNoMailboxId(String text) {
        assertThat(MailboxId.parse(text)).isEmpty();
    }

    @Test
    void otherTextIsNoThreadId() {
        assertThat(Stream.of("", "thr_", "msg_" + ULID + KEY, "thr_" + ULID + KEY + "X")
                        .map(ThreadId::parse))
                .allMatch(thread -> thread.isEmpty());
        assertThatThrownBy(() -> ThreadId.of("thr_")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesOfAMailboxSortByTheirAge() {
        MessageId older = MessageId.of("msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM" + KEY);
        MessageId newer = MessageId.of("msg_01JQ4T2Z3E5V7X9ABCDEFGHJKN" + KEY);
        assertThat(older).isLessThan(newer);
    }
}
