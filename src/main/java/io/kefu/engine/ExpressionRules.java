package io.kefu.engine;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * Checks an expression before it is deployed, so that its author gets a clear message
 * instead of an incident later. The guard is {@link ModelExpressionManager}; here only
 * what can be told without running it is refused.
 */
class ExpressionRules {

	private final Builder parser = new Builder(Builder.Feature.METHOD_INVOCATIONS);

	private final ModelBeans beans;

	ExpressionRules(ModelBeans beans) {
		this.beans = beans;
	}

	/**
	 * Checks a text that may contain expressions.
	 * @param text attribute value or element text
	 * @return what is wrong, in Chinese; empty where nothing is
	 */
	List<String> check(String text) {
		if (!text.contains("${") && !text.contains("#{")) {
			return List.of();
		}
		if (text.length() > ModelExpressionManager.MAX_LENGTH) {
			return List.of("表达式过长（上限 " + ModelExpressionManager.MAX_LENGTH + " 个字符）");
		}
		List<String> problems = new ArrayList<>();
		try {
			walk(this.parser.build(text).getRoot(), problems);
		}
		catch (TreeBuilderException ex) {
			problems.add("表达式“" + text + "”语法有误");
		}
		return problems;
	}

	private void walk(Node node, List<String> problems) {
		if (node instanceof AstFunction function && !SafeCalls.FUNCTIONS.contains(function.getName())) {
			problems.add("表达式中不允许使用函数“" + function.getName() + "”");
		}
		if (node instanceof AstMethod method) {
			call(method, problems);
		}
		else if (node instanceof AstDot property) {
			read(property, problems);
		}
		for (int i = 0; i < node.getCardinality(); i++) {
			Node child = node.getChild(i);
			// The property of a call names the method: only what stands before the dot is
			// an expression of its own.
			walk((node instanceof AstMethod && i == 0) ? child.getChild(0) : child, problems);
			if (node instanceof AstMethod && i == 0 && child.getCardinality() > 1) {
				walk(child.getChild(1), problems);
			}
		}
	}

	private void call(AstMethod method, List<String> problems) {
		if (!(method.getChild(0) instanceof AstDot dot)) {
			problems.add("表达式中的方法调用必须写成“名称.方法(…)”");
			return;
		}
		String called = nameAfter(dot);
		int arity = method.getChild(1).getCardinality();
		if (!(dot.getChild(0) instanceof AstIdentifier base)) {
			if (!SafeCalls.isKnownOnValues(called)) {
				problems.add("表达式中不允许调用方法“" + called + "”");
			}
			return;
		}
		String name = base.getName();
		if ("execution".equals(name) || "task".equals(name)) {
			if (!called.startsWith("get") || !SafeCalls.isKnownOnScope(name, called)) {
				problems.add("表达式中不允许调用“" + name + "." + called + "”");
			}
		}
		else if (this.beans.contains(name) ? !this.beans.hasMethod(name, called, arity)
				: !SafeCalls.isKnownOnValues(called)) {
			problems.add("表达式中不允许调用“" + name + "." + called + "”：“" + name + "”不是可供模型调用的组件，或者没有这个方法");
		}
	}

	private void read(AstDot property, List<String> problems) {
		if (property.getChild(0) instanceof AstIdentifier base) {
			String name = base.getName();
			String read = nameAfter(property);
			boolean scope = "execution".equals(name) || "task".equals(name);
			if ((scope && !SafeCalls.isKnownOnScope(name, read)) || this.beans.contains(name) || "class".equals(read)) {
				problems.add("表达式中不允许读取“" + name + "." + read + "”");
			}
		}
	}

	private static String nameAfter(AstDot dot) {
		return dot.toString().substring(". ".length());
	}

}
