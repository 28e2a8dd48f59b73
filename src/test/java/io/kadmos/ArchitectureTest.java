package io.kadmos;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The rules that keep the core deterministic and the packages apart.
 *
 * <p>They look at the shipped classes; null-marking and naming hold for the tests as well.
 */
@AnalyzeClasses(packages = "io.kadmos", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "io.kadmos";
    private static final String DHT = "io.kadmos.dht..";
    private static final String MACHINE = "io.kadmos.machine..";

    /** Who may import whom, as architecture.md says it: the table there is the rule. */
    private static final List<Row> TABLE = Row.read(Path.of("src/main/docs/architecture.md"));

    /** What reads the clock, draws a random number, or leaves the event loop: class and method called. */
    private static final Pattern AMBIENT = Pattern.compile(String.join("|",
            "java\\.time\\.(\\w|\\.)+\\.now",
            "java\\.time\\.(Clock|InstantSource)\\.(system|tick).*",
            "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)",
            "java\\.lang\\.(Strict)?Math\\.random",
            "java\\.util\\.UUID\\.randomUUID",
            "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*",
            "java\\.util\\.Random\\.<init>",
            "java\\.security\\.SecureRandom\\.(<init>|getInstance.*)",
            "java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)",
            "java\\.util\\.concurrent\\.(CompletableFuture|CompletionStage|Future)"
                    + "\\.(join|get|.*Async|orTimeout|completeOnTimeout|delayedExecutor)"));

    /** What has a seed or a source of randomness as its last argument, and takes the machine's own without it. */
    private static final Pattern AMBIENT_WITHOUT_A_SOURCE = Pattern.compile(String.join("|",
            "java\\.util\\.Collections\\.shuffle\\(1\\)",
            "java\\.util\\.SplittableRandom\\.<init>\\(0\\)"));

    private static final Pattern SOCKETS = Pattern.compile("java\\.net\\.(.*Socket.*|Inet.*Address.*|NetworkInterface)"
            + "|java\\.nio\\.channels\\..*");
    private static final Pattern FILES = Pattern
            .compile("java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.file\\..*");
    private static final Pattern THREADS = Pattern.compile("java\\.lang\\.(Thread|Thread[A-Z$].*|ScopedValue.*)"
            + "|java\\.util\\.Timer(Task)?");
    private static final Pattern CONCURRENCY = Pattern.compile("java\\.util\\.concurrent\\..*");
    private static final Pattern FUTURES = Pattern.compile("java\\.util\\.concurrent\\."
            + "(CompletableFuture|CompletionStage|CompletionException|CancellationException)");

    private static final String EMPTY_WORDS = "(Impl|Manager|Util|Helper|Base|Abstract|Data|Info|Processor|Common)s?";
    private static final Pattern EMPTY_NAME = Pattern.compile(EMPTY_WORDS + "([A-Z0-9].*)?|.*" + EMPTY_WORDS);

    private static final JavaClasses SHIPPED_AND_TESTS = new ClassFileImporter()
            .importPackages(ROOT);

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.kadmos.(**)").should().beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noPackageImportsTheMainClass = noClasses().that().resideOutsideOfPackage(ROOT)
            .should().dependOnClassesThat().resideInAPackage(ROOT).allowEmptyShould(true);

    @ArchTest
    static final ArchRule coreKnowsOnlyTheJdkAndSlf4jAndJspecify = classes().that().resideInAPackage(DHT)
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage(DHT, "java..", "javax.crypto..", "org.slf4j..", "org.jspecify.annotations..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyMachineKnowsVertxAndRocksDb = noClasses().that().resideOutsideOfPackage(MACHINE)
            .should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "io.netty..", "org.rocksdb..");

    @ArchTest
    static final ArchRule coreAndMachineDoNotKnowSpring = noClasses().that().resideInAnyPackage(DHT, MACHINE)
            .should().dependOnClassesThat().resideInAPackage("org.springframework..").allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyObservabilityAndConfigKnowMicrometer = noClasses().that()
            .resideOutsideOfPackages("io.kadmos.observability..", "io.kadmos.config..")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyObservabilityKnowsOpenTelemetry = noClasses().that()
            .resideOutsideOfPackage("io.kadmos.observability..")
            .should().dependOnClassesThat().resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule coreOpensNoSocket = coreDoesNotUse(named("sockets", SOCKETS));

    @ArchTest
    static final ArchRule coreTouchesNoFile = coreDoesNotUse(named("files", FILES));

    @ArchTest
    static final ArchRule coreStartsNoThread = coreDoesNotUse(named("threads", THREADS));

    @ArchTest
    static final ArchRule coreNeedsNoConcurrency = coreDoesNotUse(
            named("concurrency other than futures", CONCURRENCY).and(not(named("futures", FUTURES))));

    @ArchTest
    static final ArchRule onlyRpcAndNodeUseFutures = noClasses().that().resideInAPackage(DHT)
            .and().resideOutsideOfPackages("io.kadmos.dht.rpc..", "io.kadmos.dht.node..")
            .should().dependOnClassesThat(named("futures", FUTURES)).allowEmptyShould(true);

    @ArchTest
    static final ArchRule coreHasNoClockNoRandomnessAndNoWaiting = noClasses().that().resideInAPackage(DHT)
            .should().accessTargetWhere(isAmbient()).allowEmptyShould(true);

    @ArchTest
    static void packagesImportOnlyWhatTheTableAllows(JavaClasses shipped) {
        assertThat(TABLE).allSatisfy(row -> row.rule().check(shipped));
    }

    @ArchTest
    static void theTableAllowsNothingThatIsNotUsed(JavaClasses shipped) {
        assertThat(TABLE.stream().flatMap(row -> row.unused(shipped).map(room -> row.importer() + " -> " + room)))
                .isEmpty();
    }

    @ArchTest
    static void theTableHasEveryPackageAndNoOther(JavaClasses shipped) {
        assertThat(packagesOf(shipped).map(JavaPackage::getName).filter(name -> !name.equals(ROOT)))
                .containsExactlyInAnyOrderElementsOf(TABLE.stream().map(Row::importer).toList());
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packagesOf(SHIPPED_AND_TESTS))
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "has a package-info that is @NullMarked");
    }

    @Test
    void namesSaySomething() {
        assertThat(SHIPPED_AND_TESTS.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> EMPTY_NAME.matcher(name).matches());
    }

    private static ArchRule coreDoesNotUse(DescribedPredicate<JavaClass> forbidden) {
        return noClasses().that().resideInAPackage(DHT)
                .should().dependOnClassesThat(forbidden).allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> named(String description, Pattern name) {
        return describe("are " + description, type -> name.matcher(type.getName()).matches());
    }

    private static DescribedPredicate<JavaAccess<?>> isAmbient() {
        return describe("the target is a clock, a source of randomness or a wait", access -> {
            var target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
            return AMBIENT.matcher(target).matches()
                    || AMBIENT_WITHOUT_A_SOURCE.matcher(target + "(" + argumentCount(access) + ")").matches();
        });
    }

    private static int argumentCount(JavaAccess<?> access) {
        return access instanceof JavaCodeUnitAccess<?> call ? call.getTarget().getRawParameterTypes().size() : 0;
    }

    private static Stream<JavaPackage> packagesOf(JavaClasses all) {
        return all.stream().map(JavaClass::getPackage).distinct();
    }

    /** One line of the table: a room, and the rooms that it may import besides itself. */
    private record Row(String importer, List<String> imported) {

        private static final Pattern LINE = Pattern.compile("\\| `([a-z.]+)` \\| (.*) \\|");
        private static final Pattern ROOM = Pattern.compile("(every room of )?`([a-z.]+)`");

        static List<Row> read(Path document) {
            try {
                return Files.readAllLines(document).stream().map(LINE::matcher).filter(Matcher::matches)
                        .map(line -> new Row(ROOT + "." + line.group(1), rooms(line.group(2)))).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> rooms(String cell) {
            return ROOM.matcher(cell).results()
                    .map(room -> ROOT + "." + room.group(2) + (room.group(1) == null ? "" : "..")).toList();
        }

        /** The rooms, named one by one, of which no class of the importer uses any. */
        Stream<String> unused(JavaClasses shipped) {
            List<String> used = shipped.stream().filter(each -> each.getPackageName().equals(importer))
                    .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                    .map(dependency -> dependency.getTargetClass().getPackageName()).distinct().toList();
            return imported.stream().filter(room -> !room.endsWith("..") && !used.contains(room));
        }

        ArchRule rule() {
            var allowed = Stream.concat(Stream.of(importer), imported.stream()).toArray(String[]::new);
            return classes().that().resideInAPackage(importer)
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(allowed)))
                    .as(importer + " imports only " + imported);
        }
    }
}
