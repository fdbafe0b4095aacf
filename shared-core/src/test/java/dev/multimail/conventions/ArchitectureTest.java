package dev.multimail.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The domain stands on Java alone, and shared-core knows nothing of who calls it. */
class ArchitectureTest {
    private static final String[] PURE = packages(
            "id", "policy", "message", "approval", "audit", "webhook", "identity", "token", "effect", "problem");
    private static final JavaClasses SHARED_CORE = ArchitectureRules.shippedClassesOf("dev.multimail");

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> "dev.multimail." + name + "..").toArray(String[]::new);
    }

    @Test
    void theClassesOfTodaysJavaAreRead() {
        assertThat(SHARED_CORE.contain(Problem.class)).isTrue();
        assertThat(SHARED_CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void theDomainStandsOnJavaAlone() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of("java..", "javax.crypto..", "org.jspecify.."), Arrays.stream(PURE))
                                .toArray(String[]::new))
                .because("what decides must be readable, provable and testable without any technology")
                .check(SHARED_CORE);
    }

    @Test
    void sharedCoreKnowsNeitherLambdaNorHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.amazonaws..", "com.sun.net.httpserver..", "java.net.http..", "dev.multimail.functions..")
                .because("how a request arrives is the business of functions and local")
                .check(SHARED_CORE);
    }

    @Test
    void onlyTheStoreKnowsTheAwsSdk() {
        ArchitectureRules.onlyStoreAndAdaptersKnowTheAwsSdk("dev.multimail.store..")
                .check(SHARED_CORE);
    }

    @Test
    void nothingReadsOrWritesJson() {
        ArchitectureRules.onlyJsonKnowsJackson().check(SHARED_CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles("dev.multimail.(*)..").check(SHARED_CORE);
    }

    @Test
    void clockChanceAndEnvironmentArePassedIn() {
        ArchitectureRules.clockChanceAndEnvironmentComeInOnlyAt().check(SHARED_CORE);
    }

    @Test
    void recordsHoldNoArrays() {
        ArchitectureRules.recordsHoldNoArrays().check(SHARED_CORE);
    }

    @Test
    void nothingHasSetters() {
        ArchitectureRules.nothingHasSetters().check(SHARED_CORE);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(SHARED_CORE);
    }

    @Test
    void aRuleNamesEachBreachWithFileAndLine() {
        JavaClasses breach = new ClassFileImporter().importClasses(ReadsTheClock.class);
        var result = ArchitectureRules.clockChanceAndEnvironmentComeInOnlyAt().evaluate(breach);
        assertThat(result.getFailureReport().getDetails())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsPattern("\\(ArchitectureTest\\.java:\\d+\\)"));
    }

    private static final class ReadsTheClock implements Supplier<String> {
        @Override
        public String get() {
            return Instant.now() + System.getenv("HOME");
        }
    }
}
