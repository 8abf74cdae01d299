package io.kefu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * A test of one process: an {@link ApplicationTest} which fails when a node or flow of
 * the process was not reached by any of its methods.
 */
@ApplicationTest
@TestExecutionListeners(listeners = ProcessCoverageListener.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProcessTest {

	/**
	 * The process under test; others that run along have tests of their own.
	 * @return its key
	 */
	String value();

}
