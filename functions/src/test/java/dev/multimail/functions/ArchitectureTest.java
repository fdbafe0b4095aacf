package dev.multimail.functions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.multimail.conventions.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** Operations stand alone, and each technology has its place. */
class ArchitectureTest {
    private static final JavaClasses FUNCTIONS = ArchitectureRules.shippedClassesOf("dev.multimail.functions");

    @Test
    void onlyStoreAdaptersAndWiringKnowTheAwsSdk() {
        ArchitectureRules.onlyStoreAndAdaptersKnowTheAwsSdk(
                        "..store..",
                        "..aws..",
                        "dev.multimail.functions.wiring..",
                        // The relay and the sweep are handed the table's own rows.
                        "dev.multimail.functions.pipeline..")
                .check(FUNCTIONS);
    }

    @Test
    void onlyOnePackageKnowsJackson() {
        ArchitectureRules.onlyJsonKnowsJackson("dev.multimail.functions.json..").check(FUNCTIONS);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles("dev.multimail.functions.(*)..").check(FUNCTIONS);
    }

    @Test
    void clockChanceAndEnvironmentComeInOnlyAtTheWiring() {
        ArchitectureRules.clockChanceAndEnvironmentComeInOnlyAt("dev.multimail.functions.wiring..")
                .check(FUNCTIONS);
    }

    @Test
    void recordsHoldNoArrays() {
        ArchitectureRules.recordsHoldNoArrays().check(FUNCTIONS);
    }

    @Test
    void nothingHasSetters() {
        ArchitectureRules.nothingHasSetters().check(FUNCTIONS);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(FUNCTIONS);
    }

    @Test
    void operationsNeverCallEachOther() {
        classes()
                .that(DescribedPredicate.describe("are operations", ArchitectureTest::isOperation))
                .should(leaveOtherOperationsAlone())
                .because("an operation is read by itself: put what two of them need into shared-core")
                .allowEmptyShould(true)
                .check(FUNCTIONS);
    }

    @Test
    void operationsTouchNothingButTheTables() {
        noClasses()
                .that()
                .resideInAPackage("dev.multimail.functions.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.multimail.functions.aws..", "dev.multimail.functions.pipeline..")
                .because("an operation reads, decides and commits once; the table's stream drives the rest")
                .allowEmptyShould(true)
                .check(FUNCTIONS);
    }

    /** An operation is a file of the api package that holds its Request or its Response. */
    private static boolean isOperation(JavaClass type) {
        JavaClass file = fileOf(type);
        return file.getPackageName().equals("dev.multimail.functions.api")
                && (FUNCTIONS.contain(file.getName() + "$Request") || FUNCTIONS.contain(file.getName() + "$Response"));
    }

    private static JavaClass fileOf(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::fileOf).orElse(type);
    }

    private static ArchCondition<JavaClass> leaveOtherOperationsAlone() {
        return new ArchCondition<>("leave other operations alone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOperation(dependency.getTargetClass()))
                        .filter(dependency ->
                                !fileOf(dependency.getTargetClass()).equals(fileOf(type)))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }
}
