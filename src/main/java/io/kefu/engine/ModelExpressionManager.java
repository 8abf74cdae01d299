package io.kefu.engine;

import java.lang.reflect.Method;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ProcessEngineElContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * Evaluates the expressions of models, decision tables (JUEL) and queries with the
 * restrictions of {@link ModelElResolver} and {@link QueryElResolver}. The engine's own
 * managers would expose every Spring bean and every method of every object, which is code
 * execution for whoever writes an expression.
 */
class ModelExpressionManager extends JuelExpressionManager {

	/**
	 * Longer expressions are nobody's model; nesting them exhausts the parser's stack.
	 */
	static final int MAX_LENGTH = 2000;

	private final ModelBeans modelBeans;

	private final ELResolver queryResolver = new QueryElResolver();

	ModelExpressionManager(ModelBeans modelBeans) {
		this.modelBeans = modelBeans;
	}

	@Override
	protected ELResolver createElResolver() {
		return new ModelElResolver(this.modelBeans);
	}

	@Override
	protected ProcessEngineElContext createElContext(VariableScope scope) {
		if (scope != null) {
			return super.createElContext(scope);
		}
		ensureInitialized();
		ProcessEngineElContext context = new ProcessEngineElContext(this.functionMapper, this.queryResolver);
		context.putContext(ExpressionFactory.class, this.expressionFactory);
		return context;
	}

	/** Functions of other engine plugins stay away from models. */
	@Override
	public void addFunction(String name, Method function) {
		if (SafeCalls.FUNCTIONS.contains(name)) {
			super.addFunction(name, function);
		}
	}

	@Override
	public ValueExpression createValueExpression(String expression) {
		if (expression.length() > MAX_LENGTH && (expression.contains("${") || expression.contains("#{"))) {
			throw InvalidInputException.of("expression", "表达式过长（上限 " + MAX_LENGTH + " 个字符）");
		}
		try {
			return super.createValueExpression(expression);
		}
		catch (ELException ex) {
			throw InvalidInputException.of("expression", "表达式“" + expression + "”语法有误");
		}
	}

	@Override
	public Expression createExpression(String expression) {
		return new RestrictedExpression(createValueExpression(expression), this, expression);
	}

	/**
	 * An expression whose refusals reach the client as refused input instead of a server
	 * error: a query that asks for more than it may, and input that a bean of the model
	 * refuses.
	 */
	private static final class RestrictedExpression extends JuelExpression {

		RestrictedExpression(ValueExpression value, JuelExpressionManager manager, String text) {
			super(value, manager, text);
		}

		@Override
		public Object getValue(VariableScope scope, BaseDelegateExecution contextExecution) {
			try {
				return super.getValue(scope, contextExecution);
			}
			catch (ProcessEngineException ex) {
				for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
					if (cause instanceof InvalidInputException refused) {
						throw refused;
					}
				}
				if (scope == null) {
					throw InvalidInputException.of("expression", "查询中不允许使用表达式“" + getExpressionText()
							+ "”，只能使用 currentUser()、currentUserGroups()、now() 和 dateTime()");
				}
				throw ex;
			}
		}

	}

}
