package io.kefu.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * The gate that every deployment passes, whoever sends it and whichever way: a process
 * owner may change the procedure, but a model never brings code. Refusals name file and
 * element; nothing of a refused deployment is kept.
 */
class ModelGate implements Deployer {

	/** Size of one file in bytes. */
	static final int MAX_SIZE = 2 * 1024 * 1024;

	private static final int MAX_FILES = 200;

	/** More messages help nobody. */
	private static final int MAX_PROBLEMS = 50;

	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G' };

	private static final ObjectMapper JSON = new ObjectMapper()
		.configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);

	private final Predicate<String> deployedDecisions;

	private final Function<String, Optional<String>> processOfForm;

	private final BpmnRules bpmn;

	private final DmnRules dmn;

	/**
	 * The gate of an engine.
	 * @param beans what models may name
	 */
	ModelGate(ModelBeans beans) {
		this(beans, ModelGate::isDeployed, ModelGate::processOf);
	}

	/**
	 * A gate that knows from elsewhere what is deployed.
	 * @param beans what models may name
	 * @param deployedDecisions whether there is a decision of that key
	 * @param processOfForm key of the process with which a form of that id was deployed
	 * last; empty where there is none
	 */
	ModelGate(ModelBeans beans, Predicate<String> deployedDecisions, Function<String, Optional<String>> processOfForm) {
		ExpressionRules expressions = new ExpressionRules(beans);
		this.deployedDecisions = deployedDecisions;
		this.processOfForm = processOfForm;
		this.bpmn = new BpmnRules(beans, expressions);
		this.dmn = new DmnRules(expressions);
	}

	private static boolean isDeployed(String decisionKey) {
		return Context.getCommandContext()
			.getDecisionDefinitionManager()
			.findLatestDecisionDefinitionByKey(decisionKey) != null;
	}

	private static Optional<String> processOf(String formId) {
		CommandContext context = Context.getCommandContext();
		return Optional.ofNullable(context.getCamundaFormDefinitionManager().findLatestDefinitionByKey(formId))
			.flatMap((form) -> context.getProcessDefinitionManager()
				.findProcessDefinitionsByDeploymentId(form.getDeploymentId())
				.stream()
				.findFirst())
			.map(ProcessDefinition::getKey);
	}

	/**
	 * Checks a new deployment. The engine calls deployers again when it loads a
	 * definition that passed before; those are left alone.
	 */
	@Override
	public void deploy(DeploymentEntity deployment) {
		if (!deployment.isNew()) {
			return;
		}
		List<FieldError> errors = new Check(new TreeMap<>(deployment.getResources())).run();
		if (!errors.isEmpty()) {
			throw InvalidInputException.of(errors.subList(0, Math.min(errors.size(), MAX_PROBLEMS)));
		}
	}

	/** The check of one deployment. */
	private final class Check {

		private final List<FieldError> errors = new ArrayList<>();

		private final Map<String, ResourceEntity> files;

		private final Map<String, ModelXml.Element> processes = new TreeMap<>();

		private final Map<String, ModelXml.Element> tables = new TreeMap<>();

		/** Names of the files by the ids of the forms in them. */
		private final Map<String, String> forms = new TreeMap<>();

		Check(Map<String, ResourceEntity> files) {
			this.files = files;
		}

		List<FieldError> run() {
			if (this.files.size() > MAX_FILES) {
				return List.of(new FieldError("resources", "一次部署的文件过多（上限 " + MAX_FILES + " 个）"));
			}
			this.files.forEach((name, file) -> read(name, file.getBytes()));
			Set<String> decisions = new HashSet<>();
			this.tables.forEach((name, root) -> {
				root.all()
					.stream()
					.filter((element) -> "decision".equals(element.name()))
					.forEach((element) -> element.attribute("id").ifPresent(decisions::add));
				ModelGate.this.dmn.check(root, reportFor(name));
			});
			DeployedModels deployed = new DeployedModels(this.forms.keySet(), decisions,
					ModelGate.this.deployedDecisions);
			this.processes.forEach((name, root) -> ModelGate.this.bpmn.check(root, deployed, reportFor(name)));
			formsWithoutTheirProcess();
			return this.errors;
		}

		/**
		 * A process goes on with the forms that were deployed with it, so a form alone
		 * would be taken and change nothing.
		 */
		private void formsWithoutTheirProcess() {
			Set<String> keys = new HashSet<>();
			this.processes.values()
				.forEach((root) -> root.all()
					.stream()
					.filter((element) -> "process".equals(element.name()))
					.forEach((element) -> element.attribute("id").ifPresent(keys::add)));
			this.forms.forEach((id, name) -> ModelGate.this.processOfForm.apply(id)
				.filter((process) -> !keys.contains(process))
				.ifPresent((process) -> error(name, null, "表单随流程“" + process + "”部署，单独部署不起作用：请与流程和它的全部表单一起部署")));
		}

		private void read(String name, byte[] content) {
			if (name.contains("..") || name.contains("\\")) {
				error(name, null, "文件名不允许包含“..”或“\\”");
			}
			else if (content.length > MAX_SIZE) {
				error(name, null, "文件过大（上限 2 MiB）");
			}
			else if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
				xml(name, content, this.processes);
			}
			else if (name.endsWith(".dmn") || name.endsWith(".dmn11.xml")) {
				xml(name, content, this.tables);
			}
			else if (name.endsWith(".form")) {
				form(name, content);
			}
			else if (name.endsWith(".svg")) {
				svg(name, content);
			}
			else if (name.endsWith(".png")) {
				png(name, content);
			}
			else {
				error(name, null, "不允许部署这种文件，只接受 .bpmn、.dmn、.form 和流程图片（.png、.svg）");
			}
		}

		private void xml(String name, byte[] content, Map<String, ModelXml.Element> target) {
			try {
				target.put(name, ModelXml.read(content));
			}
			catch (ModelXml.UnsafeXmlException ex) {
				error(name, null, ex.getMessage());
			}
		}

		private void form(String name, byte[] content) {
			try {
				JsonNode form = JSON.readTree(content);
				new FormRules().check(form, reportFor(name));
				this.forms.put(form.path("id").asText(), name);
			}
			catch (IOException ex) {
				error(name, null, "不是可以读取的表单（JSON 格式有误）");
			}
		}

		/** A picture may be opened in a browser, where a script in it would run. */
		private void svg(String name, byte[] content) {
			try {
				for (ModelXml.Element element : ModelXml.read(content).all()) {
					boolean active = Set.of("script", "foreignObject", "iframe", "embed", "object", "set", "animate")
						.contains(element.name());
					if (active || element.attributes().stream().anyMatch(Check::isActive)) {
						error(name, element.nearestId(), "图片中不允许脚本和外部引用");
					}
				}
			}
			catch (ModelXml.UnsafeXmlException ex) {
				error(name, null, ex.getMessage());
			}
		}

		private static boolean isActive(ModelXml.Attribute attribute) {
			boolean reference = "href".equals(attribute.name()) && !attribute.value().startsWith("#")
					&& !attribute.value().startsWith("data:image/png");
			return reference || attribute.name().toLowerCase().startsWith("on");
		}

		private void png(String name, byte[] content) {
			for (int i = 0; i < PNG.length; i++) {
				if (content.length <= i || content[i] != PNG[i]) {
					error(name, null, "不是 PNG 图片");
					return;
				}
			}
		}

		private BiConsumer<String, String> reportFor(String name) {
			return (element, message) -> error(name, element, message);
		}

		private void error(String name, String element, String message) {
			String field = (element != null) ? name + "/" + element : name;
			this.errors.add(new FieldError(field, field + ":" + message));
		}

	}

}
