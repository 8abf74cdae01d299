package io.kefu.engine;

import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;

import org.springframework.context.support.GenericApplicationContext;

/**
 * An application with one bean of each kind: for models and not for models.
 */
final class ModelBeansFixture {

	private ModelBeansFixture() {
	}

	static ModelBeans create() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean("fooDelegate", FooDelegate.class);
		context.registerBean("fooListener", FooListener.class);
		context.registerBean("fooTaskListener", FooTaskListener.class);
		context.registerBean("deadlines", Terms.class);
		context.registerBean("secrets", Secrets.class);
		context.refresh();
		return new ModelBeans(context);
	}

	static class FooDelegate implements JavaDelegate {

		@Override
		public void execute(DelegateExecution execution) {
		}

	}

	static class FooListener implements ExecutionListener {

		@Override
		public void notify(DelegateExecution execution) {
		}

	}

	static class FooTaskListener implements TaskListener {

		@Override
		public void notify(DelegateTask task) {
		}

	}

	/** What every model bean inherits is not for models. */
	static class Base {

		public String inherited() {
			return "inherited";
		}

	}

	@ModelBean
	static class Terms extends Base {

		public Date due(VariableScope scope, String policy) {
			return new Date(policy.length());
		}

		public int twice(int number) {
			return 2 * number;
		}

		public static String statics() {
			return "static";
		}

		String hidden() {
			return "hidden";
		}

		@Override
		public String toString() {
			return "terms";
		}

	}

	static class Secrets {

		public String read() {
			return "secret";
		}

	}

}
