package dev.shatter.app.command;

import dev.shatter.core.Decimal;
import picocli.CommandLine.ITypeConverter;

/** Reads a probability; whether it lies between 0 and 1 is for the command to say. */
final class Probability implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        return Decimal.parse("probability", text);
    }
}
