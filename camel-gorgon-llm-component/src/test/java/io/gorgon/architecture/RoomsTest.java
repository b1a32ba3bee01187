package io.gorgon.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the house: who may know whom. */
@AnalyzeClasses(packages = "io.gorgon", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule theDomainKnowsNoCamel =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gorgon.camel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.camel..", "io.gorgon.camel..");

    @ArchTest
    static final ArchRule noPackageDependsOnItselfThroughOthers =
            slices().matching("io.gorgon.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule providersDoNotKnowEachOther =
            slices().matching("io.gorgon.llm.(ollama|anthropic|openai|mock)")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyTheTransportSpeaksHttp =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.gorgon.llm.http", "io.gorgon.camel.llm")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.hc..", "java.net.http..");

    @ArchTest
    static final ArchRule failuresOfCallsAreLlmExceptions =
            classes()
                    .that()
                    .resideInAPackage("io.gorgon.llm.error")
                    .and()
                    .haveSimpleNameEndingWith("Exception")
                    .should()
                    .beAssignableTo(io.gorgon.llm.error.LlmException.class);
}
