package dev.multimail.mcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.multimail.conventions.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The MCP function describes and calls the REST API, and does nothing by itself. */
class ArchitectureTest {
    private static final JavaClasses MCP = ArchitectureRules.shippedClassesOf("dev.multimail.mcp");

    @Test
    void nothingGoesAroundTheRestApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.multimail.store..", "software.amazon.awssdk..")
                .because("a tool may do what the caller's token may do, and the authorizer of the API decides that")
                .check(MCP);
    }

    @Test
    void onlyTheSdksMapperKnowsJackson() {
        ArchitectureRules.onlyJsonKnowsJackson("dev.multimail.functions.json..").check(MCP);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles("dev.multimail.mcp.(*)..").check(MCP);
    }

    @Test
    void clockChanceAndEnvironmentComeFromOutside() {
        ArchitectureRules.clockChanceAndEnvironmentComeInOnlyAt().check(MCP);
    }

    @Test
    void recordsHoldNoArrays() {
        ArchitectureRules.recordsHoldNoArrays().check(MCP);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(MCP);
    }
}
