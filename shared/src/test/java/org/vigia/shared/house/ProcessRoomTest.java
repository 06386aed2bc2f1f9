package org.vigia.shared.house;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A rule that lets everything pass would be none.
class ProcessRoomTest {
    static final class Builds {
        Process process() throws IOException {
            return new ProcessBuilder("true").start();
        }
    }

    static final class Executes {
        Process process() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }
    }

    static final class Innocent {
        long memory() {
            return Runtime.getRuntime().maxMemory();
        }
    }

    @Test
    void aProcessThatIsStartedElsewhereIsFound() {
        for (Class<?> culprit : new Class<?>[] {Builds.class, Executes.class}) {
            assertThatThrownBy(() ->
                            HouseRules.processesHaveOneRoom(
                                    new ClassFileImporter().importClasses(culprit)))
                    .as(culprit.getSimpleName())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("processes have one room");
        }
        assertThatCode(() ->
                        HouseRules.processesHaveOneRoom(
                                new ClassFileImporter().importClasses(Innocent.class)))
                .doesNotThrowAnyException();
    }
}
