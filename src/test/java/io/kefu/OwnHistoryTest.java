package io.kefu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/**
 * An {@link ApplicationTest} in a context of its own, with a database of its own: for
 * tests that seal days, change history behind the engine's back, or remove it.
 */
@ApplicationTest
@TestPropertySource(properties = "kefu.retention.directory=target/archive-of-own-history")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnHistoryTest {

}
