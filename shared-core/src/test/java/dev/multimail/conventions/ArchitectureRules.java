package dev.multimail.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The rules that more than one module is held to; each names its reason in what it prints. */
public final class ArchitectureRules {
    private static final Set<String> RANDOM_SOURCES = Set.of(
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.SplittableRandom");

    private ArchitectureRules() {}

    /** The classes of a package and of those below it, as they ship: without tests. */
    public static JavaClasses shippedClassesOf(String packageName) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(packageName);
    }

    /** What comes from the clock, from chance or from the environment is passed in. */
    public static ArchRule clockChanceAndEnvironmentComeInOnlyAt(String... wiring) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(wiring)
                .should()
                .callCodeUnitWhere(readsTheWorld())
                .because("a run must be repeatable: take an InstantSource or a RandomGenerator as a parameter, "
                        + "and read the environment where things are wired")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaCall<?>> readsTheWorld() {
        return DescribedPredicate.describe("the clock, chance or the environment is read", call -> {
            String owner = call.getTargetOwner().getFullName();
            String name = call.getTarget().getName();
            boolean takesNothing = call.getTarget().getRawParameterTypes().isEmpty();
            return switch (owner) {
                case "java.lang.System" -> name.equals("getenv") || name.equals("currentTimeMillis");
                case "java.lang.Math" -> name.equals("random");
                case "java.util.UUID" -> name.equals("randomUUID");
                case "java.time.InstantSource" -> name.equals("system");
                case "java.util.random.RandomGenerator" -> name.equals("getDefault") || name.equals("of");
                case "java.time.Clock" -> name.startsWith("system");
                default -> {
                    boolean chance =
                            RANDOM_SOURCES.contains(owner) && (name.equals("<init>") || name.equals("current"));
                    boolean clock = owner.startsWith("java.time.") && name.equals("now") && takesNothing;
                    yield chance || clock;
                }
            };
        });
    }

    /** Packages can be read one after the other. */
    public static ArchRule packagesHaveNoCycles(String slicePattern) {
        return slices().matching(slicePattern)
                .should()
                .beFreeOfCycles()
                .because("a reader must be able to begin somewhere: move what both need into the lower package")
                .allowEmptyShould(true);
    }

    /** Clients of AWS are known to the store, to the adapters and to what wires them. */
    public static ArchRule onlyStoreAndAdaptersKnowTheAwsSdk(String... adapters) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(adapters)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .because("everything else speaks to a port of ours, so that it runs without AWS")
                .allowEmptyShould(true);
    }

    /** JSON is read and written in one package. */
    public static ArchRule onlyJsonKnowsJackson(String... json) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(json)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
                .because("dev.multimail.functions.json is the one place where JSON is read and written")
                .allowEmptyShould(true);
    }

    /** A record is a value, and an array inside it can be changed. */
    public static ArchRule recordsHoldNoArrays() {
        return fields().that(DescribedPredicate.describe("belong to records", ArchitectureRules::isComponent))
                .should()
                .notHaveRawType(DescribedPredicate.describe("an array", JavaClass::isArray))
                .because("records are immutable: hold dev.multimail.message.Octets or a List")
                .allowEmptyShould(true);
    }

    private static boolean isComponent(JavaField field) {
        return field.getOwner().isRecord() && !field.getModifiers().contains(JavaModifier.STATIC);
    }

    /** What exists does not change in place. */
    public static ArchRule nothingHasSetters() {
        return noMethods()
                .should()
                .haveNameMatching("set[A-Z].*")
                .because("a changed thing is a new thing: answer a copy from a method named for what happens")
                .allowEmptyShould(true);
    }

    /** Classes are not made to be inherited from. */
    public static ArchRule classesAreFinal() {
        return classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and(DescribedPredicate.describe("are not constants with a body", type -> !isEnumConstant(type)))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("variants are a sealed interface with records, and sharing is a parameter")
                .allowEmptyShould(true);
    }

    private static boolean isEnumConstant(JavaClass type) {
        return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
    }
}
