package io.kefu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.Rule;

import org.springframework.util.StringUtils;

/**
 * What became of each clause: which elements implement it, and which tests prove them. An
 * element is whatever names the clause: a BPMN element in its property, a table or one of
 * its rules in the description, a Java type in a comment. A test proves
 * <ul>
 * <li>every element of the process that it is the {@link ProcessTest} of, because that
 * asserts that it reaches all of them; where a process has none, who names its key;</li>
 * <li>the tables that it evaluates;</li>
 * <li>the types that it uses or is named after, and, with the process, the delegates,
 * listeners and beans that the model calls;</li>
 * <li>the clauses that its own comments name.</li>
 * </ul>
 */
final class ClausesReport {

	static final Path FILE = Path.of("docs/clauses.md");

	private static final Map<String, String> SOURCES = new LinkedHashMap<>();
	static {
		SOURCES.put("S0", "客户服务管理程序");
		SOURCES.put("S1", "业务流程手册 1.8 客户服务");
		SOURCES.put("S2", "客户反馈处理记录规定细则");
		SOURCES.put("S3", "呼叫协调业务与客户抱怨闭环处理");
		SOURCES.put("S4", "客户售后服务管理制度");
	}

	private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

	/**
	 * Without comments, by file without its ending:
	 * io/kefu/complaint/ComplaintClosedLoopTests.
	 */
	private final Map<String, String> testCode = new TreeMap<>();

	private final List<ModelConventionsTests.Model> models = ModelConventionsTests.models();

	/** By clause and place (a process, a table, a package): the parts that name it. */
	private final Map<String, Map<String, Set<String>>> elements = new HashMap<>();

	private final Map<String, Set<String>> tests = new HashMap<>();

	ClausesReport() throws IOException {
		sources(Path.of("src/test/java"), "Tests.java").forEach((test, source) -> {
			Matcher comment = COMMENT.matcher(source);
			while (comment.find()) {
				Clause.namedIn(comment.group()).forEach((clause) -> prove(clause, Set.of(test)));
			}
			this.testCode.put(test, comment.replaceAll(""));
		});
		this.models.forEach(this::addProcess);
		for (String table : sources(Path.of("dmn"), ".dmn").keySet()) {
			addTable(table);
		}
		sources(Path.of("src/main/java"), ".java").forEach(this::addType);
	}

	/** Clauses that something names, though no source has them. */
	Set<String> unknown() {
		Set<String> unknown = new TreeSet<>(this.elements.keySet());
		unknown.addAll(this.tests.keySet());
		unknown.removeAll(Clause.all().keySet());
		return unknown;
	}

	boolean isImplemented(Clause clause) {
		return this.elements.containsKey(clause.id());
	}

	boolean isProven(Clause clause) {
		return this.tests.containsKey(clause.id());
	}

	/** The whole report (Markdown). */
	String markdown() {
		StringBuilder text = new StringBuilder("""
				# 条款落实情况

				本文件由 `mvn test -Dtest=ClausesReportTests -Dkefu.write-clauses` 按代码生成，不要手工修改。
				条款、内容和尚缺的部分在 `src/test/resources/clauses.csv` 中维护。

				凡注明条款编号的流程元素、决策表规则和程序类型，即为落实处；证明它们的测试这样得出：
				流程测试必须走遍其流程的每个元素；决策表由检验它的测试证明；程序类型由使用它的测试和调用它的流程的测试证明。

				| 来源 | 条款 | 已落实 | 部分落实 | 未落实 |
				|---|---|---|---|---|
				""");
		SOURCES.forEach((source,
				title) -> text.append("| %s %s | %d | %d | %d | %d |\n".formatted(source, title,
						of(source, (clause) -> true).size(), of(source, this::isComplete).size(),
						of(source, (clause) -> isImplemented(clause) && !isComplete(clause)).size(),
						of(source, (clause) -> !isImplemented(clause)).size())));
		SOURCES.forEach((source, title) -> {
			text.append(
					"\n## %s %s\n\n| 条款 | 内容 | 落实于 | 由何测试证明 | 尚缺 |\n|---|---|---|---|---|\n".formatted(source, title));
			of(source, this::isImplemented).forEach((clause) -> text.append("| %s | %s | %s | %s | %s |\n"
				.formatted(clause.id(), clause.gist(), elements(clause), tests(clause), clause.missing())));
			List<Clause> open = of(source, (clause) -> !isImplemented(clause));
			if (!open.isEmpty()) {
				text.append("\n### %s 未落实\n\n| 条款 | 内容 | 原因 |\n|---|---|---|\n".formatted(source));
				open.forEach((clause) -> text.append("| %s | %s | %s |\n".formatted(clause.id(), clause.gist(),
						clause.missing().isEmpty() ? "没有元素注明此条款" : clause.missing())));
			}
		});
		return text.toString();
	}

	private boolean isComplete(Clause clause) {
		return isImplemented(clause) && clause.missing().isEmpty();
	}

	private static List<Clause> of(String source, Predicate<Clause> kind) {
		return Clause.all().values().stream().filter((clause) -> clause.source().equals(source)).filter(kind).toList();
	}

	private String elements(Clause clause) {
		return this.elements.get(clause.id())
			.entrySet()
			.stream()
			.map((place) -> place.getKey() + "：" + String.join("、", place.getValue()))
			.collect(Collectors.joining("<br>"));
	}

	private String tests(Clause clause) {
		return this.tests.getOrDefault(clause.id(), Set.of())
			.stream()
			.map(StringUtils::getFilename)
			.sorted()
			.collect(Collectors.joining("、"));
	}

	private void addProcess(ModelConventionsTests.Model model) {
		String key = model.process().getId();
		Set<String> proof = testsOfProcess(key);
		model.all(BaseElement.class)
			.filter((element) -> !ModelConventionsTests.clauses(element).isEmpty())
			// First the process, then names: the library finds elements in any order.
			.sorted(Comparator.comparing((BaseElement element) -> !(element instanceof Process))
				.thenComparing(ClausesReport::name))
			.forEach((element) -> ModelConventionsTests.clauses(element)
				.forEach((clause) -> add(clause, "流程 `" + key + '`', name(element), proof)));
	}

	private static String name(BaseElement element) {
		if (element instanceof Process) {
			return "整个流程";
		}
		String name = (element instanceof FlowElement part && part.getName() != null)
				? part.getName().replaceAll("\\s", "") : element.getId();
		String form = null;
		if (element instanceof UserTask task) {
			form = task.getCamundaFormRef();
		}
		else if (element instanceof StartEvent start) {
			form = start.getCamundaFormRef();
		}
		return (form != null) ? name + "（表单 `" + form + "`）" : name;
	}

	private void addTable(String key) {
		Decision decision = Dmn.readModelFromFile(new File("dmn", key + ".dmn"))
			.getModelElementsByType(Decision.class)
			.iterator()
			.next();
		Set<String> proof = testsThat((test, code) -> evaluates(code, key));
		String place = "决策表 `" + key + '`';
		named(decision.getDescription()).forEach((clause) -> add(clause, place, "整张表", proof));
		decision.getModelInstance()
			.getModelElementsByType(Rule.class)
			.forEach((rule) -> named(rule.getDescription())
				.forEach((clause) -> add(clause, place, '`' + rule.getId() + '`', proof)));
	}

	private static Set<String> named(Description description) {
		return (description != null) ? Clause.namedIn(description.getTextContent()) : Set.of();
	}

	private static boolean evaluates(String code, String table) {
		return code.contains("shipped(\"" + table + "\")")
				|| (code.contains("shipped(table)") && code.contains('"' + table + '"'));
	}

	/** What a package is for says its package-info; what it does, its types. */
	private void addType(String file, String source) {
		String type = StringUtils.getFilename(file);
		Set<String> clauses = Clause.namedIn(source);
		if (clauses.isEmpty() || type.equals("package-info")) {
			return;
		}
		String folder = file.substring(0, file.length() - type.length());
		Pattern word = Pattern.compile("\\b" + type + "\\b");
		Set<String> proof = testsThat(
				(test, code) -> test.equals(file + "Tests") || code.contains("import " + file.replace('/', '.') + ';')
						|| (test.startsWith(folder) && word.matcher(code).find()));
		Pattern bean = Pattern.compile("[$#]\\{\\s*" + StringUtils.uncapitalize(type) + "\\b");
		this.models.stream()
			.filter((model) -> bean.matcher(model.xml()).find())
			.forEach((model) -> proof.addAll(testsOfProcess(model.process().getId())));
		String place = "程序 `" + folder.substring(0, folder.length() - 1).replace('/', '.') + '`';
		clauses.forEach((clause) -> add(clause, place, '`' + type + '`', proof));
	}

	private Set<String> testsOfProcess(String key) {
		Set<String> covering = testsThat((test, code) -> key.equals(processUnderTest(test)));
		return !covering.isEmpty() ? covering : testsThat((test, code) -> code.contains('"' + key + '"'));
	}

	private static String processUnderTest(String test) {
		try {
			ProcessTest annotation = Class.forName(test.replace('/', '.'), false, ClausesReport.class.getClassLoader())
				.getAnnotation(ProcessTest.class);
			return (annotation != null) ? annotation.value() : null;
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Set<String> testsThat(TestFilter filter) {
		return this.testCode.entrySet()
			.stream()
			.filter((test) -> filter.accepts(test.getKey(), test.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private void add(String clause, String place, String part, Set<String> proof) {
		this.elements.computeIfAbsent(clause, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(place, (key) -> new LinkedHashSet<>())
			.add(part);
		prove(clause, proof);
	}

	private void prove(String clause, Set<String> proof) {
		if (!proof.isEmpty()) {
			this.tests.computeIfAbsent(clause, (key) -> new TreeSet<>()).addAll(proof);
		}
	}

	/** Contents of the files below a folder that end so, by path without that ending. */
	private static Map<String, String> sources(Path folder, String ending) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(ending))
				.collect(Collectors.toMap((file) -> withoutExtension(folder.relativize(file)),
						ModelConventionsTests::read, (one, other) -> one, TreeMap::new));
		}
	}

	private static String withoutExtension(Path file) {
		return StringUtils.stripFilenameExtension(file.toString().replace(File.separatorChar, '/'));
	}

	@FunctionalInterface
	private interface TestFilter {

		boolean accepts(String test, String code);

	}

}
