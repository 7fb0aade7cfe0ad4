package dev.shatter.measure.capacity;

import dev.shatter.bound.ReluVcDimension;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.network.Network;
import dev.shatter.network.Placed;
import java.util.ArrayList;
import java.util.List;

/**
 * A folded network as {@link ReluVcDimension} reads it: units and distinct parameters of each layer in the order of
 * computation. Branches count one after another, which raises degrees and never lowers them.
 *
 * <p>Conventions of this project, by the theorem's own counting of polynomials: a convolution has channels · positions units
 * and as many parameters as its kernel and biases; max-pooling over s values makes s(s-1)/2 comparisons a window, has no
 * parameters and does not raise the degree; of K classes the last layer makes K(K-1) comparisons of outputs, so that what
 * is bounded is the class of errors, ties included. Averages and flattening are linear and add nothing; every sum of
 * branches is a unit without parameters, for the ReLU after it.
 */
public final class VcDimension {
    private VcDimension() {}

    /** For a network without batch norm. */
    public static ReluVcDimension of(Network network) {
        List<Double> units = new ArrayList<>();
        List<Double> parameters = new ArrayList<>();
        for (Placed place : network.architecture().all()) {
            double comparisons = place.layer()
                    .comparisons(place.input())
                    .orElseThrow(() -> Unmeasurable.of(
                            place,
                            "only piecewise-linear layers are covered, not " + place.name() + " ("
                                    + place.layer().text() + ")"));
            if (comparisons > 0) {
                units.add(comparisons);
                parameters.add(0.0);
            }
            if (!place.parameters().isEmpty()) {
                units.add((double) place.output().elements());
                parameters.add((double) place.parameterCount());
            }
        }
        double classes = network.architecture().classes();
        if (units.size() == 1 && classes == 2) {
            // One affine function decides: halfspaces.
            double dimension = network.architecture().input().elements() + 1.0;
            return new ReluVcDimension(parameters.get(0), parameters.get(0), dimension, dimension);
        }
        units.set(units.size() - 1, classes * (classes - 1));
        return ReluVcDimension.of(array(units), array(parameters));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
