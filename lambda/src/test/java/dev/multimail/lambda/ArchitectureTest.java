package dev.multimail.lambda;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.multimail.conventions.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The adapters know AWS, and nothing behind them does. */
class ArchitectureTest {
    private static final JavaClasses LAMBDA = ArchitectureRules.shippedClassesOf("dev.multimail.lambda");

    @Test
    void onlyOnePackageKnowsJackson() {
        ArchitectureRules.onlyJsonKnowsJackson("dev.multimail.functions.json..").check(LAMBDA);
    }

    @Test
    void clockChanceAndEnvironmentComeInOnlyAtTheWiring() {
        ArchitectureRules.clockChanceAndEnvironmentComeInOnlyAt("dev.multimail.lambda")
                .check(LAMBDA);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles("dev.multimail.lambda.(*)..").check(LAMBDA);
    }

    @Test
    void recordsHoldNoArrays() {
        ArchitectureRules.recordsHoldNoArrays().check(LAMBDA);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(LAMBDA);
    }
}
