package io.kefu.identity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells an operator what to do instead of showing a stack trace.
 */
class UnsafePasswordFailureAnalyzer extends AbstractFailureAnalyzer<UnsafePasswordException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsafePasswordException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
