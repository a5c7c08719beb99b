package io.cloudstore.functions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls inside the artifact: each adapter alone with its technology and its ports, and one place that joins them. */
class FunctionsWallsTest {
    private static final String HERE = "io.cloudstore.functions.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloudstore.functions");

    private static final String CORE = "io.cloudstore.core.";
    private static final Set<String> FEATURES = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.cloudstore.core")
                    .stream()
                    .map(type -> type.getPackageName().substring(CORE.length()))
                    .collect(Collectors.toUnmodifiableSet());

    /** Each adapter, the technology that is its own, and its only ways in. */
    record Adapter(String room, List<String> technology, Set<String> wayIn) {}

    private static final List<Adapter> ADAPTERS = List.of(
            new Adapter(
                    "mysql",
                    List.of(
                            "java.sql..",
                            "javax.sql..",
                            "org.springframework.jdbc..",
                            "org.springframework.transaction..",
                            "com.zaxxer.hikari..",
                            "org.flywaydb..",
                            "com.mysql.."),
                    Set.of("MySql", "MySqlSettings")),
            new Adapter("redis", List.of("redis.clients.."), Set.of("Redis")),
            new Adapter(
                    "s3",
                    List.of("software.amazon.awssdk.services.s3..", "software.amazon.awssdk.services.sts.."),
                    Set.of("S3")),
            new Adapter("sqs", List.of("software.amazon.awssdk.services.sqs.."), Set.of("Sqs")),
            new Adapter("token", List.of("com.nimbusds.."), Set.of("Tokens")),
            new Adapter(
                    "password", List.of("org.springframework.security..", "org.bouncycastle.."), Set.of("Passwords")),
            new Adapter(
                    "secrets",
                    List.of(
                            "software.amazon.awssdk.services.ssm..",
                            "software.amazon.awssdk.services.secretsmanager.."),
                    Set.of("Secrets", "SecretUnavailable")),
            new Adapter("trust", List.of("java.security.cert.."), Set.of("Trust")),
            new Adapter("draw", List.of("com.github.f4b6a3.uuid.."), Set.of("Drawing")),
            new Adapter("alarm", List.of(), Set.of("Alarms")));

    private static String[] rooms() {
        return ADAPTERS.stream().map(adapter -> HERE + adapter.room() + "..").toArray(String[]::new);
    }

    private static Stream<Adapter> adapters() {
        return ADAPTERS.stream();
    }

    private static Stream<Arguments> technologies() {
        return ADAPTERS.stream()
                .flatMap(adapter -> adapter.technology().stream().map(used -> Arguments.of(adapter.room(), used)));
    }

    private static ArchRule onlyThatRoomUses(String room, String technology) {
        return noClasses()
                .that(not(resideInAPackage(HERE + room + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .because("only " + room + " speaks to " + technology);
    }

    @ParameterizedTest
    @MethodSource("technologies")
    void a_technology_is_known_to_one_room(String room, String technology) {
        onlyThatRoomUses(room, technology).check(CLASSES);
    }

    /** A rule about what nobody uses would hold whatever happens. */
    @ParameterizedTest
    @MethodSource("technologies")
    void that_room_does_use_it(String room, String technology) {
        // Drivers and providers that are named as text, or are used by a library alone
        if (Set.of("com.mysql..", "javax.sql..", "org.bouncycastle..").contains(technology)) {
            return;
        }
        DescribedPredicate<JavaClass> used = resideInAPackage(technology);
        assertThat(CLASSES.that(resideInAPackage(HERE + room + "..")).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .anyMatch(dependency -> used.test(dependency.getTargetClass())))
                .as(room + " uses " + technology)
                .isTrue();
    }

    /** The features of core whose ports an adapter makes; it sees no others. The database makes ports of all. */
    private static final Map<String, Set<String>> ITS_FEATURES = Map.of(
            "mysql", FEATURES,
            "redis", Set.of("admission"),
            "s3", Set.of("blob", "drive", "instant", "sweep", "transfer", "upload", "work"),
            "sqs", Set.of("work"),
            "token", Set.of("account", "admission", "receipt"),
            "password", Set.of("account"),
            "draw", Set.of("work"),
            "alarm", Set.of("work"),
            "trust", Set.of(),
            "secrets", Set.of());

    @ParameterizedTest
    @MethodSource("adapters")
    void an_adapter_sees_the_ports_that_it_makes_and_no_other_adapter(Adapter adapter) {
        String own = HERE + adapter.room() + "..";
        String[] others = Stream.concat(
                        Stream.of(rooms()), Stream.of(HERE + "http..", HERE + "queue..", HERE + "entry.."))
                .filter(room -> !room.equals(own))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
        String[] features = FEATURES.stream()
                .filter(feature -> !ITS_FEATURES.get(adapter.room()).contains(feature))
                .map(feature -> CORE + feature + "..")
                .toArray(String[]::new);
        if (features.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(features)
                    .check(CLASSES);
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void an_adapter_has_one_way_in(Adapter adapter) {
        Set<String> open = CLASSES.that(resideInAPackage(HERE + adapter.room() + "..")).stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());

        assertThat(open).isEqualTo(adapter.wayIn());
    }

    @Test
    void every_room_is_an_adapter_or_one_of_the_three_that_are_not() {
        Set<String> known = Stream.concat(adapters().map(Adapter::room), Stream.of("http", "queue", "entry"))
                .collect(Collectors.toSet());
        Set<String> there = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(HERE))
                .map(name -> name.substring(HERE.length()).split("\\.", 2)[0])
                .collect(Collectors.toSet());

        assertThat(there).isEqualTo(known);
    }

    @Test
    void http_and_queue_know_use_cases_and_no_adapter() {
        noClasses()
                .that()
                .resideInAnyPackage(HERE + "http..", HERE + "queue..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(rooms()))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(HERE + "entry..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(HERE + "http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HERE + "queue..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(HERE + "queue..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HERE + "http..")
                .check(CLASSES);
    }

    private static ArchRule onlyEntryKnowsSpring() {
        return noClasses()
                .that(not(resideInAPackage(HERE + "entry..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.cloud..",
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.beans..",
                        "org.springframework.messaging..");
    }

    @Test
    void entry_alone_joins_and_entry_alone_knows_spring_cloud_function() {
        onlyEntryKnowsSpring().check(CLASSES);
        classes()
                .that()
                .resideInAnyPackage(rooms())
                .should()
                .onlyHaveDependentClassesThat(
                        resideInAnyPackage(Stream.concat(Stream.of(HERE + "entry.."), Arrays.stream(rooms()))
                                .toArray(String[]::new)))
                .check(CLASSES);
    }

    @Test
    void rooms_form_no_circle() {
        slices().matching(HERE + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothing_reads_the_environment_of_the_process_but_the_handlers_of_lambda() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Handler")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @Test
    void chance_that_can_be_foreseen_serves_only_to_spread_retries() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HERE + "mysql.Units")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(CLASSES);
    }

    /** The tests' own classes break what the rules forbid: so the rules see it. */
    @Test
    void a_wall_that_is_broken_is_seen() {
        JavaClasses broken = new ClassFileImporter().importClasses(BreaksWalls.class, FunctionsWallsTest.class);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> onlyThatRoomUses("mysql", "java.sql..").check(broken))
                .withMessageContaining("BreaksWalls");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> onlyEntryKnowsSpring().check(broken))
                .withMessageContaining("BreaksWalls");
        assertThatExceptionOfType(AssertionError.class)
                .as("a rule about nothing is no rule")
                .isThrownBy(() -> noClasses()
                        .that()
                        .resideInAPackage(HERE + "nowhere..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.sql..")
                        .check(CLASSES));
    }

    /** Speaks SQL and Spring where neither belongs. */
    static final class BreaksWalls {
        java.sql.Connection connection;
        org.springframework.cloud.function.context.FunctionCatalog catalog;
    }
}
