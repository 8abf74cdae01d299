package io.kefu.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * The beans which a model may name: delegates, listeners and variable mappings, which it
 * can only hand to the engine, and {@link ModelBean}s, whose own public methods it may
 * call.
 */
@Component
class ModelBeans {

	private static final List<Class<?>> HANDLERS = List.of(JavaDelegate.class, TaskListener.class,
			ExecutionListener.class, DelegateVariableMapping.class);

	private final ListableBeanFactory beanFactory;

	private volatile Map<String, Class<?>> visible;

	ModelBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Tells whether a model may name this bean.
	 * @param name the name in the expression
	 * @return whether a bean of that name exists and is meant for models
	 */
	boolean contains(String name) {
		return visible().containsKey(name);
	}

	/**
	 * Tells whether the named bean can be used where the engine expects the given type.
	 * @param name the name in the expression
	 * @param type a handler type of the engine
	 * @return whether there is such a bean for models and it has that type
	 */
	boolean isA(String name, Class<?> type) {
		Class<?> beanType = visible().get(name);
		return beanType != null && type.isAssignableFrom(beanType);
	}

	/**
	 * The bean itself; only for names that {@link #contains(String)} allows.
	 * @param name the name in the expression
	 * @return the bean
	 */
	Object get(String name) {
		if (!contains(name)) {
			throw new IllegalArgumentException("No bean for models: " + name);
		}
		return this.beanFactory.getBean(name);
	}

	/**
	 * Tells whether models may call a method of the named bean.
	 * @param name the name in the expression
	 * @param method the method's name
	 * @param arity the number of arguments
	 * @return whether the bean is a {@link ModelBean} with such a method of its own
	 */
	boolean hasMethod(String name, String method, int arity) {
		Class<?> type = visible().get(name);
		return type != null && isModelBean(type) && !callable(type, method, arity).isEmpty();
	}

	/**
	 * The method that an expression means. Only public instance methods which the
	 * {@link ModelBean} class itself declares count, so nothing of {@link Object}, of a
	 * proxy or of a base class can be reached.
	 * @param bean the object that is called
	 * @param method the method's name
	 * @param arguments the arguments of the call
	 * @return the method, empty where the call is not allowed
	 */
	static Optional<Method> method(Object bean, String method, Object[] arguments) {
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		if (!isModelBean(type)) {
			return Optional.empty();
		}
		List<Method> candidates = callable(type, method, arguments.length);
		return candidates.stream()
			.filter((candidate) -> accepts(candidate, arguments))
			.findFirst()
			.or(() -> candidates.stream().findFirst());
	}

	private static boolean isModelBean(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, ModelBean.class);
	}

	private static List<Method> callable(Class<?> type, String method, int arity) {
		return Arrays.stream(type.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(method) && candidate.getParameterCount() == arity)
			.filter((candidate) -> Modifier.isPublic(candidate.getModifiers()))
			.filter((candidate) -> !Modifier.isStatic(candidate.getModifiers()) && !candidate.isBridge())
			.filter((candidate) -> !ClassUtils.hasMethod(Object.class, method, candidate.getParameterTypes()))
			.toList();
	}

	private static boolean accepts(Method candidate, Object[] arguments) {
		Class<?>[] types = candidate.getParameterTypes();
		for (int i = 0; i < types.length; i++) {
			if (!ClassUtils.isAssignableValue(types[i], arguments[i])) {
				return false;
			}
		}
		return true;
	}

	private Map<String, Class<?>> visible() {
		Map<String, Class<?>> known = this.visible;
		if (known == null) {
			known = find();
			this.visible = known;
		}
		return known;
	}

	/**
	 * Looks at bean types only: nothing is created here, since the first deployment may
	 * happen while the application still starts.
	 */
	private Map<String, Class<?>> find() {
		Map<String, Class<?>> found = new HashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = this.beanFactory.getType(name, false);
			if (type == null) {
				continue;
			}
			Class<?> userClass = ClassUtils.getUserClass(type);
			if (isModelBean(userClass) || HANDLERS.stream().anyMatch((handler) -> handler.isAssignableFrom(type))) {
				found.put(name, userClass);
			}
		}
		return Map.copyOf(found);
	}

}
