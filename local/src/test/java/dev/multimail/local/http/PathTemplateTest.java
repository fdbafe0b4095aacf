package dev.multimail.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {
    private final PathTemplate template = PathTemplate.of("/v1/emails/{email}/tags/{key}");

    @Test
    void parametersAreDecodedAndAPlusStaysAPlus() {
        assertThat(template.match(PathTemplate.split("/v1/emails/msg_1/tags/a%2Fb+c%20%C3%A9")))
                .hasValue(Map.of("email", "msg_1", "key", "a/b+c é"));
    }

    @Test
    void otherPathsAreOther() {
        assertThat(template.match(PathTemplate.split("/v1/emails/msg_1/tags"))).isEmpty();
        assertThat(template.match(PathTemplate.split("/v1/emails/msg_1/tags/"))).isEmpty();
        assertThat(template.match(PathTemplate.split("/v1/emails/msg_1/marks/a")))
                .isEmpty();
        assertThat(template.match(PathTemplate.split("/v1/emails/msg_1/tags/a/b")))
                .isEmpty();
    }

    @Test
    void brokenEncodingIsNoPath() {
        assertThatThrownBy(() -> template.match(PathTemplate.split("/v1/emails/msg_1/tags/%zz")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
