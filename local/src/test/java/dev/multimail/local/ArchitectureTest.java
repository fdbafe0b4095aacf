package dev.multimail.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.multimail.conventions.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The local service stands on the real handlers, and nothing stands on it. */
class ArchitectureTest {
    private static final JavaClasses EVERYTHING = ArchitectureRules.shippedClassesOf("dev.multimail");
    private static final JavaClasses LOCAL = ArchitectureRules.shippedClassesOf("dev.multimail.local");

    @Test
    void nothingThatRunsInLambdaKnowsTheLocalService() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.multimail.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.multimail.local..", "software.amazon.dynamodb.services.local..")
                .because("what ships to AWS must not need what only a laptop has")
                .check(EVERYTHING);
    }

    @Test
    void onlyOnePackageKnowsJackson() {
        ArchitectureRules.onlyJsonKnowsJackson("dev.multimail.functions.json..").check(EVERYTHING);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles("dev.multimail.local.(*)..").check(LOCAL);
    }

    @Test
    void recordsHoldNoArrays() {
        ArchitectureRules.recordsHoldNoArrays().check(LOCAL);
    }

    @Test
    void nothingHasSetters() {
        ArchitectureRules.nothingHasSetters().check(LOCAL);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(LOCAL);
    }

    @Test
    void anInterfaceExistsWhenTwoImplementationsDo() {
        classes()
                .that()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .and()
                .areNotAnnotatedWith(FunctionalInterface.class)
                .and()
                // Ports stand between this machine and AWS: their other implementation is an adapter that local lacks.
                .resideOutsideOfPackage("dev.multimail.effect..")
                .should(haveTwoImplementations())
                .because("until then the class itself is easier to read; mark an interface for lambdas as functional")
                .allowEmptyShould(true)
                .check(EVERYTHING);
    }

    private static ArchCondition<JavaClass> haveTwoImplementations() {
        return new ArchCondition<>("have two implementations") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long implementations = type.getAllSubclasses().stream()
                        .filter(subclass -> !subclass.isInterface())
                        .count();
                if (implementations < 2 && !type.getSimpleName().equals("package-info")) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            "%s has %d in %s"
                                    .formatted(type.getName(), implementations, type.getSourceCodeLocation())));
                }
            }
        };
    }
}
