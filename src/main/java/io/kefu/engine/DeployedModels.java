package io.kefu.engine;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a model in a deployment can refer to.
 *
 * @param forms ids of the forms in the same deployment
 * @param decisions keys of the decisions in the same deployment
 * @param deployed tells whether a decision of that key has been deployed before
 */
record DeployedModels(Set<String> forms, Set<String> decisions, Predicate<String> deployed) {

	boolean hasForm(String id) {
		return this.forms.contains(id);
	}

	boolean bringsDecision(String key) {
		return this.decisions.contains(key);
	}

	boolean hasDecision(String key) {
		return bringsDecision(key) || this.deployed.test(key);
	}

}
