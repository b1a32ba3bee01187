package io.gorgon.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowIdTest {

    @ParameterizedTest
    @CsvSource({
        "bug-fix.yaml, bug-fix",
        "bug-fix.gorgon.yaml, bug-fix",
        "bug_fix.gorgon.yml, bug_fix",
        "flows/v1.2/bug.fix.yml, bug-fix",
        "C:\\flows\\Bug Fix.json, Bug-Fix",
        "bug-fix, bug-fix",
        "bug-fix.gorgon, bug-fix-gorgon",
        "überblick.yaml, -berblick"
    })
    void isTheNameOfTheFileWithoutWhatRoutesCannotHave(String file, String id) {
        assertThat(WorkflowId.ofFile(file)).isEqualTo(id);
    }
}
