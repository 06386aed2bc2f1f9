package org.vigia.shared.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The rules of the house that a build can check, shared by the modules' own tests.
public final class HouseRules {
    private static final int LINES = 400;
    private static final Pattern KIND_PACKAGES =
            Pattern.compile("(util|utils|helper|helpers|common|service|services|model|impl)");

    private HouseRules() {}

    /// Checks what holds for every module: one way for data, time as a parameter, names that say
    /// something, files that fit on a few screens.
    public static void check(String basePackage, Path module) throws IOException {
        JavaClasses classes = new ClassFileImporter().importPackages(basePackage);
        timeIsAParameter(classes);
        threadsComeFromOnePlace(classes);
        packagesFormNoCycle(basePackage, classes);
        namesSaySomething(classes);
        outsideWorldsHaveOneRoomEach(classes);
        processesHaveOneRoom(
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(basePackage));
        filesAreSmall(module);
    }

    private static void timeIsAParameter(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigia.shared.time")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .because("clock and pace are constructor parameters (org.vigia.shared.time)")
                .check(classes);
    }

    private static void threadsComeFromOnePlace(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigia.shared.lifecycle")
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
                .because("threads are named and come from org.vigia.shared.lifecycle")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void packagesFormNoCycle(String basePackage, JavaClasses classes) {
        SlicesRuleDefinition.slices()
                .matching(basePackage + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void namesSaySomething(JavaClasses classes) {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Processor|Impl)")
                .because("a name says what a thing does")
                .check(classes);
        classes.forEach(c -> {
            for (String part : c.getPackageName().split("\\.", -1)) {
                if (KIND_PACKAGES.matcher(part).matches()) {
                    throw new AssertionError(c.getName() + ": a package is a noun of the domain");
                }
            }
        });
    }

    private static void outsideWorldsHaveOneRoomEach(JavaClasses classes) {
        only(classes, "com.jcraft.jsch..", "org.vigia.camera.ssh..");
        only(classes, "org.apache.sshd..", "org.vigia.web.ssh..", "org.vigia.camera.ssh..");
        only(classes, "java.sql..", "org.vigia.web.index..");
        only(classes, "org.jdbi..", "org.vigia.web.index..");
        only(classes, "io.javalin..", "org.vigia.web.http..");
        only(classes, "com.pi4j..", "org.vigia.camera.gpio..");
        only(classes, "org.telegram..", "org.vigia.telegram..");
        only(classes, "io.nayuki..", "org.vigia.telegram.pairing..");
    }

    private static void only(JavaClasses classes, String world, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .and()
                .haveNameNotMatching(".*Test\\$.*")
                .and()
                .resideInAPackage("org.vigia..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(world)
                .because(world + " has one room: " + String.join(", ", rooms))
                .allowEmptyShould(true)
                .check(classes);
    }

    static void processesHaveOneRoom(JavaClasses classes) {
        String room = "org.vigia.shared.process..";
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(
                        JavaCall.Predicates.target(
                                        HasOwner.Predicates.With.owner(
                                                JavaClass.Predicates.type(Runtime.class)))
                                .and(JavaCall.Predicates.target(HasName.Predicates.name("exec"))))
                .because("processes have one room: " + room)
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void filesAreSmall(Path module) throws IOException {
        try (var walk = Files.walk(module.resolve("src"))) {
            List<Path> sources = walk.filter(f -> f.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                long lines;
                try (var text = Files.lines(source)) {
                    lines = text.count();
                }
                if (lines > LINES) {
                    throw new AssertionError(
                            "%s: %d lines, at most %d".formatted(source, lines, LINES));
                }
            }
        }
    }
}
