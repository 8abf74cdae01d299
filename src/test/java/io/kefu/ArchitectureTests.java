package io.kefu;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The structure that docs/adr and the contributing guide promise. Plain tests, because
 * rules in fields are silently skipped by some versions of Surefire.
 */
class ArchitectureTests {

	/** A feature uses only what stands before it. */
	private static final List<String> ORDER = List.of("problem", "engine", "identity", "casefile", "document",
			"notification", "deadline", "form", "customerfile", "faq", "casework", "complaint", "onsite", "returns",
			"tracing", "repair", "demand", "planning", "training", "survey", "followup", "commissioning", "pickup",
			"report", "evidence", "retention", "audit", "demo");

	private static final JavaClasses KEFU = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.kefu");

	@Test
	void featuresDependOnEachOtherWithoutCycles() {
		slices().matching("io.kefu.(*)..").should().beFreeOfCycles().check(KEFU);
	}

	@Test
	void featuresUseOnlyWhatStandsBeforeThem() {
		for (int i = 0; i < ORDER.size(); i++) {
			List<String> later = ORDER.subList(i + 1, ORDER.size());
			if (!later.isEmpty()) {
				noClasses().that()
					.resideInAPackage("io.kefu." + ORDER.get(i) + "..")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage(
							later.stream().map((feature) -> "io.kefu." + feature + "..").toArray(String[]::new))
					.allowEmptyShould(true)
					.check(KEFU);
			}
		}
	}

	@Test
	void everyFeatureHasItsPlaceInTheOrder() {
		classes().that()
			.doNotHaveSimpleName("KefuApplication")
			.should()
			.resideInAnyPackage(ORDER.stream().map((feature) -> "io.kefu." + feature).toArray(String[]::new))
			.check(KEFU);
	}

	@Test
	void delegatesAreHiddenAndAreDelegates() {
		classes().that()
			.haveSimpleNameEndingWith("Delegate")
			.should()
			.bePackagePrivate()
			.andShould()
			.implement(JavaDelegate.class)
			.allowEmptyShould(true)
			.check(KEFU);
		classes().that()
			.implement(JavaDelegate.class)
			.should()
			.haveSimpleNameEndingWith("Delegate")
			.allowEmptyShould(true)
			.check(KEFU);
	}

	@Test
	void engineStaysInItsGlueSoThatAForkIsAChangeOfNamespace() {
		noClasses().that(describe("are no glue", (type) -> !isGlue(type)))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.camunda..")
			.check(KEFU);
	}

	@Test
	void packagesAreNamedAfterFeaturesNotLayers() {
		noClasses().should()
			.resideInAnyPackage("..impl..", "..util..", "..utils..", "..common..", "..service..", "..services..",
					"..dto..", "..controller..", "..model..", "..repository..")
			.check(KEFU);
	}

	@Test
	void everyPackageSaysWhatItIsFor() {
		classes().that()
			.resideInAPackage("io.kefu.*")
			.should(new ArchCondition<>("lie in a package with a package-info") {

				@Override
				public void check(JavaClass type, ConditionEvents events) {
					boolean described = KEFU.contain(type.getPackageName() + ".package-info")
							|| ArchitectureTests.class.getClassLoader()
								.getResource(type.getPackageName().replace('.', '/') + "/package-info.class") != null;
					events.add(new SimpleConditionEvent(type, described, type.getPackageName()));
				}

			})
			.check(KEFU);
	}

	private static boolean isGlue(JavaClass type) {
		JavaClass outer = type;
		while (outer.getEnclosingClass().isPresent()) {
			outer = outer.getEnclosingClass().get();
		}
		String name = outer.getSimpleName();
		List<String> glue = new ArrayList<>(List.of("Deadlines", "DeadlineTerms", "ClockTimers", "ClockControl"));
		boolean glueName = List.of("Delegate", "Listener", "Process", "Plugin", "Service", "Calendar", "Controller")
			.stream()
			.anyMatch(name::endsWith);
		return glueName || glue.contains(name)
				|| List.of("io.kefu.engine", "io.kefu.identity", "io.kefu.audit", "io.kefu.demo")
					.contains(outer.getPackageName());
	}

}
