package io.kubespring.apiserver;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of layers: a package imports its own row's list and nothing else of
 * ours. A row changes with an entry in the decisions.
 */
class ArchitectureTests {

	private static final String ROOT = "io.kubespring.apiserver.";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.kubespring.apiserver");

	private static final Map<String, Set<String>> LAYERS = layers();

	private static Map<String, Set<String>> layers() {
		Map<String, Set<String>> layers = new LinkedHashMap<>();
		row(layers, "meta", "");
		row(layers, "selector", "meta");
		row(layers, "error", "meta");
		row(layers, "authentication", "meta error");
		row(layers, "request", "meta selector error authentication");
		row(layers, "authorization", "meta error authentication request");
		// beyond the design: acting as somebody else
		row(layers, "impersonation", "meta selector error authentication request authorization");
		row(layers, "codec", "meta error");
		row(layers, "resource", "meta request");
		// beyond the design: the columns that a resource's annotations declare
		row(layers, "strategy", "meta error request resource");
		// beyond the design: the form of keys, for annotations
		row(layers, "admission", "meta selector error authentication request codec");
		row(layers, "negotiation", "meta error codec");
		row(layers, "patch", "meta error");
		row(layers, "storage", "meta error codec");
		row(layers, "storage.memory", "meta error codec storage");
		row(layers, "watchcache", "meta error selector codec storage");
		row(layers, "certificate", "error");
		above(layers, "registry");
		above(layers, "write");
		above(layers, "endpoint");
		row(layers, "discovery", "meta error negotiation codec registry request");
		row(layers, "registration", "meta error certificate registry");
		row(layers, "installation", "meta codec request registry registration");
		row(layers, "laptop", "registration");
		row(layers, "doctor", "meta certificate registration");
		above(layers, "cluster");
		above(layers, "server");
		layers.get("registry").removeAll(Set.of("certificate"));
		layers.get("write").removeAll(Set.of("certificate"));
		layers.get("endpoint").removeAll(Set.of("certificate"));
		return layers;
	}

	private static void row(Map<String, Set<String>> layers, String name, String allowed) {
		Set<String> all = new HashSet<>(Arrays.asList(allowed.split(" ")));
		all.add(name);
		layers.put(name, all);
	}

	private static void above(Map<String, Set<String>> layers, String name) {
		Set<String> all = new LinkedHashSet<>(layers.keySet());
		all.add(name);
		layers.put(name, all);
	}

	@TestFactory
	Stream<DynamicTest> packageImportsItsRowOnly() {
		return LAYERS.entrySet()
			.stream()
			.map((row) -> DynamicTest.dynamicTest(row.getKey(),
					() -> assertThat(imports(row.getKey())).isSubsetOf(row.getValue())));
	}

	private static Set<String> imports(String name) {
		Set<String> imports = new TreeSet<>();
		CLASSES.stream()
			.filter((type) -> name.equals(packageOf(type)))
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.map((dependency) -> packageOf(dependency.getTargetClass().getBaseComponentType()))
			.filter((target) -> !target.isEmpty())
			.forEach(imports::add);
		return imports;
	}

	private static String packageOf(JavaClass type) {
		return type.getPackageName().startsWith(ROOT) ? type.getPackageName().substring(ROOT.length()) : "";
	}

	@Test
	void tableHasARowForEveryPackage() {
		Set<String> packages = new TreeSet<>();
		CLASSES.forEach((type) -> packages.add(packageOf(type)));
		packages.remove("");
		assertThat(LAYERS.keySet()).containsAll(packages);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching("io.kubespring.apiserver.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void treeWorkSeesNeitherSpringNorReactor() {
		List<String> packages = List.of(ROOT + "meta", ROOT + "selector", ROOT + "patch");
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(packages.toArray(new String[0]))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "reactor..")
			.check(CLASSES);
	}

	@Test
	void springBootIsNotSeen() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void webTypesOfSpringStayAtTheEdge() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ROOT + "negotiation", ROOT + "endpoint", ROOT + "discovery", ROOT + "server")
			.and()
			.doNotHaveFullyQualifiedName(ROOT + "resource.Connector")
			.and()
			.doNotHaveFullyQualifiedName(ROOT + "resource.Connections")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.http..", "org.springframework.web..")
			.check(CLASSES);
	}

}
