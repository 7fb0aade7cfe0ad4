package dev.shatter.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test of what holds for all arguments: it runs for so many tries, each with a {@link Draw} to take its arguments from.
 * The draws are named by class, method and try, so a failure comes back at every run.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Property.Draws.class)
public @interface Property {
    int tries() default 1000;

    /** The draws of one property, one a try. */
    final class Draws implements ArgumentsProvider {
        private static final long SEED = 20261122;

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            String name = context.getRequiredTestClass().getName() + "."
                    + context.getRequiredTestMethod().getName();
            int tries = context.getRequiredTestMethod()
                    .getAnnotation(Property.class)
                    .tries();
            return IntStream.range(0, tries)
                    .mapToObj(i -> Arguments.of(new Draw(Chance.of(SEED, name, i), "try " + i)));
        }
    }
}
