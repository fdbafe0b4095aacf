package dev.multimail.functions.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.functions.api.Api;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each request has words, and limits that are kept on both sides. */
class FieldsTest {
    /** A field of a request, with the way to it. */
    record Place(Class<?> request, String path, RecordComponent component) {
        @Override
        public String toString() {
            Class<?> enclosing = request.getEnclosingClass();
            return (enclosing == null ? request : enclosing).getSimpleName() + " " + path;
        }
    }

    static Stream<Place> places() {
        World world = new World();
        List<Place> places = new ArrayList<>();
        Set<Class<?>> requests = new HashSet<>();
        for (ApiOperation<?> operation : Api.operations(world.services())) {
            requests.add(operation.requestType());
        }
        for (PublicOperation operation : Api.publicOperations(world.services())) {
            requests.add(operation.requestType());
        }
        requests.forEach(request -> collect(request, request, "", places));
        return places.stream();
    }

    private static void collect(Class<?> request, Class<?> type, String within, List<Place> places) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = within + Fields.name(component);
            places.add(new Place(request, path, component));
            if (component.getType().isRecord()) {
                collect(request, component.getType(), path + ".", places);
            }
            if (component.getGenericType() instanceof ParameterizedType generic
                    && generic.getActualTypeArguments()[0] instanceof Class<?> part
                    && part.isRecord()) {
                collect(request, part, path + ".", places);
            }
        }
    }

    @Test
    void everyNameIsUsedAndSaysSomething() {
        Set<Field> used = new HashSet<>();
        places().forEach(place -> used.add(Fields.of(place.component())));
        assertThat(used).containsAll(Fields.all().values());
        assertThat(used)
                .allSatisfy(field -> assertThat(field.words()).endsWith(".").hasSizeGreaterThan(10));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsAtTheLimitIsTakenAndWhatIsBeyondIsRefusedByName(Place place) {
        switch (Fields.of(place.component()).limit()) {
            case Field.Limit.Text(int most, ErrorCode code) -> {
                assertTaken(place, "x".repeat(most));
                assertTaken(place, "\uD83D\uDE00".repeat(most));
                assertRefused(place, "x".repeat(most + 1), code);
            }
            case Field.Limit.Texts(int most, int each, ErrorCode code, ErrorCode eachCode) -> {
                assertTaken(place, Collections.nCopies(most, "x"));
                assertTaken(place, "x".repeat(each));
                assertRefused(place, Collections.nCopies(most + 1, "x"), code);
                assertRefused(place, List.of("x", "x".repeat(each + 1)), eachCode);
            }
            case Field.Limit.Objects(int most) -> {
                assertTaken(place, Collections.nCopies(most, Map.of()));
                assertRefused(place, Collections.nCopies(most + 1, Map.of()), ErrorCode.INVALID_FIELD);
            }
            case Field.Limit.Pairs(int most, int name, int value) -> {
                assertTaken(place, pairs(most));
                assertTaken(place, Map.of("n".repeat(name), "v".repeat(value)));
                assertRefused(place, pairs(most + 1), ErrorCode.INVALID_FIELD);
                assertRefused(place, Map.of("n".repeat(name + 1), "v"), ErrorCode.INVALID_FIELD);
                assertRefused(place, Map.of("n", "v".repeat(value + 1)), ErrorCode.INVALID_FIELD);
            }
            case Field.Limit.Whole(long least, long most) -> {
                assertTaken(place, least);
                assertTaken(place, most);
                assertRefused(place, least - 1, ErrorCode.INVALID_FIELD);
                if (most < Long.MAX_VALUE) {
                    assertRefused(place, most + 1, ErrorCode.INVALID_FIELD);
                }
            }
            case Field.Limit.None() -> assertTaken(place, Map.of());
        }
    }

    private static Map<String, String> pairs(int count) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int number = 0; number < count; number++) {
            pairs.put("n" + number, "v");
        }
        return pairs;
    }

    private static void assertTaken(Place place, Object value) {
        if (Fields.of(place.component()).limit() instanceof Field.Limit.None
                && !place.component().getType().isRecord()) {
            FieldLimits.hold(read(place, true));
        } else {
            FieldLimits.hold(read(place, value));
        }
    }

    private static void assertRefused(Place place, Object value, ErrorCode code) {
        assertThatThrownBy(() -> FieldLimits.hold(read(place, value)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.facts()).containsEntry("field", place.path());
                    assertThat(problem.sentence()).startsWith(place.path() + " ");
                });
    }

    // As it comes over the wire: the field alone, within the objects that hold it.
    private static Record read(Place place, Object value) {
        Object body = value;
        String[] steps = place.path().split("\\.", -1);
        for (int step = steps.length - 1; step >= 0; step--) {
            body = Map.of(steps[step], body);
        }
        return (Record) Json.readRequest(Json.write(body), place.request());
    }

    @ParameterizedTest
    @CsvSource({"subject,998,subject_too_long", "idempotency_key,256,invalid_field", "markdown,262144,body_too_large"})
    void theServerTellsTheLimit(String field, int most, String code) {
        World world = new World();
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        assertThat(mailbox.send(mailbox.token(), "s", Map.of(field, "x".repeat(most)))
                        .status())
                .isEqualTo(202);
        Answer refused = mailbox.send(mailbox.token(), "s", Map.of(field, "x".repeat(most + 1)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
        assertThat(refused.text("field")).isEqualTo(field);
        assertThat(refused.text("error")).isEqualTo(field + " has at most " + most + " characters.");
    }

    @Test
    void aParameterHasItsLimitToo() {
        World world = new World();
        String inbox = "/v1/mailboxes/"
                + world.mailbox("a@agents.example.com", "autonomous").id() + "/emails?sender=";
        assertThat(world.get(world.ownerKey(), inbox + "x".repeat(Limits.PARAMETER))
                        .status())
                .isEqualTo(200);
        Answer refused = world.get(world.ownerKey(), inbox + "x".repeat(Limits.PARAMETER + 1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("field")).isEqualTo("sender");
    }
}
