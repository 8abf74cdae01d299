package io.kefu.engine;

import java.beans.FeatureDescriptor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.impl.juel.jakarta.el.MethodNotFoundException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException;

/**
 * Resolves names, properties and calls in the expressions of models. It is the only
 * resolver: what it does not know does not exist. A model sees process variables,
 * {@code execution} and {@code task} with a few harmless properties, delegates and
 * listeners (only to hand them to the engine) and {@link ModelBean}s.
 */
class ModelElResolver extends ELResolver {

	/** Names of the engine which neither a bean nor a variable replaces. */
	private static final Set<String> SCOPE_NAMES = Set.of(VariableScopeElResolver.EXECUTION_KEY,
			VariableScopeElResolver.TASK_KEY, VariableScopeElResolver.LOGGED_IN_USER_KEY);

	private final VariableScopeElResolver scope = new VariableScopeElResolver();

	private final VariableContextElResolver decision = new VariableContextElResolver();

	private final ModelBeans beans;

	ModelElResolver(ModelBeans beans) {
		this.beans = beans;
	}

	@Override
	public Object getValue(ELContext context, Object base, Object property) {
		if (base == null) {
			return named(context, (String) property);
		}
		if (base instanceof Map<?, ?> map) {
			context.setPropertyResolved(true);
			return map.get(property);
		}
		if (base instanceof List<?> || base.getClass().isArray()) {
			context.setPropertyResolved(true);
			return element(base, property);
		}
		Optional<Function<Object, Object>> reader = SafeCalls.property(base, String.valueOf(property));
		if (reader.isPresent()) {
			context.setPropertyResolved(true);
			return reader.get().apply(base);
		}
		throw new PropertyNotFoundException(
				"'" + property + "' of " + base.getClass().getSimpleName() + " may not be read by a model");
	}

	/**
	 * Beans come before variables, so that nobody can replace a bean of the model by
	 * submitting a variable of the same name.
	 */
	private Object named(ELContext context, String name) {
		if (SCOPE_NAMES.contains(name)) {
			return this.scope.getValue(context, null, name);
		}
		if (this.beans.contains(name)) {
			context.setPropertyResolved(true);
			return this.beans.get(name);
		}
		Object value = this.scope.getValue(context, null, name);
		if (!context.isPropertyResolved() && !VariableContextElResolver.VAR_CTX_KEY.equals(name)) {
			value = this.decision.getValue(context, null, name);
		}
		return value;
	}

	private static Object element(Object base, Object property) {
		int index = index(property);
		if (base instanceof List<?> list) {
			return (index >= 0 && index < list.size()) ? list.get(index) : null;
		}
		return (index >= 0 && index < Array.getLength(base)) ? Array.get(base, index) : null;
	}

	private static int index(Object property) {
		if (property instanceof Number number) {
			return number.intValue();
		}
		try {
			return Integer.parseInt(String.valueOf(property));
		}
		catch (NumberFormatException ex) {
			throw new PropertyNotFoundException("'" + property + "' is no index");
		}
	}

	@Override
	public Object invoke(ELContext context, Object base, Object method, Class<?>[] paramTypes, Object[] params) {
		String name = String.valueOf(method);
		Object[] arguments = (params != null) ? params : new Object[0];
		Optional<Method> own = ModelBeans.method(base, name, arguments);
		if (own.isPresent()) {
			context.setPropertyResolved(true);
			return call(context, base, own.get(), arguments);
		}
		Optional<Function<Object, Object>> getter = name.startsWith("get") ? SafeCalls.property(base, name)
				: Optional.empty();
		if (arguments.length == 0 && getter.isPresent()) {
			context.setPropertyResolved(true);
			return getter.get().apply(base);
		}
		Optional<Object> result = SafeCalls.call(base, name, arguments);
		if (result.isPresent()) {
			context.setPropertyResolved(true);
			return result.get();
		}
		throw new MethodNotFoundException(
				"'" + name + "' of " + base.getClass().getSimpleName() + " may not be called by a model");
	}

	private static Object call(ELContext context, Object bean, Method method, Object[] arguments) {
		ExpressionFactory factory = (ExpressionFactory) context.getContext(ExpressionFactory.class);
		Class<?>[] types = method.getParameterTypes();
		Object[] coerced = new Object[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			boolean fits = arguments[i] == null && !types[i].isPrimitive() || types[i].isInstance(arguments[i]);
			coerced[i] = fits ? arguments[i] : factory.coerceToType(arguments[i], types[i]);
		}
		try {
			// The class of a model bean may well be package-private.
			method.setAccessible(true);
			return method.invoke(bean, coerced);
		}
		catch (InvocationTargetException ex) {
			throw new ELException(ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new ELException(ex);
		}
	}

	/** Only variables can be set, as form fields with an expression do. */
	@Override
	public void setValue(ELContext context, Object base, Object property, Object value) {
		if (base == null && !SCOPE_NAMES.contains(property) && !this.beans.contains((String) property)) {
			this.scope.setValue(context, null, property, value);
		}
		if (!context.isPropertyResolved()) {
			throw new PropertyNotFoundException("'" + property + "' may not be set by a model");
		}
	}

	@Override
	public boolean isReadOnly(ELContext context, Object base, Object property) {
		context.setPropertyResolved(true);
		return base != null || this.scope.isReadOnly(context, null, property);
	}

	@Override
	public Class<?> getType(ELContext context, Object base, Object property) {
		context.setPropertyResolved(true);
		return Object.class;
	}

	@Override
	public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
		return Collections.emptyIterator();
	}

	@Override
	public Class<?> getCommonPropertyType(ELContext context, Object base) {
		return Object.class;
	}

}
