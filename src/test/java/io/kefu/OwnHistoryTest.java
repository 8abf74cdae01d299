package io.kefu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

import org.springframework.test.context.TestPropertySource;

/**
 * An {@link ApplicationTest} with a database of its own: for tests that seal days, change
 * history behind the engine's back, or remove it. They run in a JVM of their own (see the
 * pom): a second engine in one JVM takes the web apps of the first one over.
 */
@ApplicationTest
@Tag("own-history")
@TestPropertySource(properties = "kefu.retention.directory=target/archive-of-own-history")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnHistoryTest {

}
