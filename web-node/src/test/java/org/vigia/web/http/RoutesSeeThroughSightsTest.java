package org.vigia.web.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.Presence;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.live.LiveHub;

/// A route that held on to a port would show everything to everybody.
class RoutesSeeThroughSightsTest {
    @Test
    void nothingOfTheSiteKeepsAPortThatShowsEverything() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.vigia.web.http");
        for (Class<?> port :
                new Class<?>[] {
                    EventCatalogue.class,
                    Custody.class,
                    Thumbnails.class,
                    Cameras.class,
                    LiveHub.class,
                    Presence.class,
                    Gaps.class,
                    SiteHistory.class
                }) {
            noFields()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage("org.vigia.web.http..")
                    .and()
                    .areNotDeclaredIn(SiteHistory.class)
                    .should()
                    .haveRawType(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                                    port))
                    .because("routes see what org.vigia.web.sight.Sights lets their user see")
                    .check(classes);
        }
    }
}
