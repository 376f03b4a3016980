package io.spillway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.spillway");

    @Test
    void theFlowGoesOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.spillway..")
                .withOptionalLayers(true)
                .layer("config")
                .definedBy("io.spillway.config..")
                .layer("transport")
                .definedBy("io.spillway.transport..")
                .layer("sense")
                .definedBy("io.spillway.sense..")
                .layer("assess")
                .definedBy("io.spillway.assess..")
                .layer("plan")
                .definedBy("io.spillway.plan..")
                .layer("act")
                .definedBy("io.spillway.act..")
                .layer("record")
                .definedBy("io.spillway.record..")
                .layer("guard")
                .definedBy("io.spillway.guard..")
                .layer("manage")
                .definedBy("io.spillway.manage..")
                .layer("http")
                .definedBy("io.spillway.http..")
                .layer("cli")
                .definedBy("io.spillway.cli..")
                .layer("rehearse")
                .definedBy("io.spillway.rehearse..")
                .layer("app")
                .definedBy("io.spillway.app..")
                .layer("boot")
                .definedBy("io.spillway.boot..")
                .whereLayer("app")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("rehearse")
                .mayOnlyBeAccessedByLayers("cli", "app")
                .whereLayer("manage")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("guard")
                .mayOnlyBeAccessedByLayers("manage", "http", "cli", "rehearse", "app")
                .whereLayer("record")
                .mayOnlyBeAccessedByLayers("guard", "manage", "http", "cli", "rehearse", "app")
                .whereLayer("act")
                .mayOnlyBeAccessedByLayers("record", "guard", "manage", "http", "cli", "rehearse", "app")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("act", "record", "guard", "manage", "http", "cli", "rehearse", "app")
                .whereLayer("assess")
                .mayOnlyBeAccessedByLayers("plan", "act", "record", "guard", "manage", "http", "cli", "rehearse", "app")
                .whereLayer("config")
                .mayNotAccessAnyLayer()
                .whereLayer("boot")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void assessAndPlanArePure() {
        noClasses()
                .that()
                .resideInAnyPackage("io.spillway.assess..", "io.spillway.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void clocksAndThreadsStandInAppAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.spillway.app..",
                        "io.spillway.boot..",
                        "io.spillway.cli..",
                        // Programs of their own, in processes of their own.
                        "io.spillway.rehearse.standin..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(CLASSES);
    }

    @Test
    void libraryTypesStayInTheirAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.spillway.transport..",
                        "io.spillway..ollama..",
                        "io.spillway..docker..",
                        "io.spillway..webhook..",
                        "io.spillway.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "com.github.dockerjava..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.spillway.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.spillway.sense.oshi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("oshi..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.spillway.http..", "io.spillway.rehearse.standin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jolokia..", "com.sun.net.httpserver..", "io.prometheus..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.spillway.rehearse.standin..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.spillway.rehearse.standin..", "java..", "com.sun.net.httpserver..", "org.jspecify..")
                .check(CLASSES);
    }
}
