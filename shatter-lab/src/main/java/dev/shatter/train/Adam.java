package dev.shatter.train;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², w ← w - η (m/(1-β₁ᵗ)) / (√(v/(1-β₂ᵗ)) + ε).
 *
 * <p>Weight decay: {@code adam} adds λw to the gradient (Kingma and Ba 2015, arXiv:1412.6980); {@code adamw} shrinks the
 * weights by 1 - ηλ before the step instead (Loshchilov and Hutter 2019, arXiv:1711.05101).
 */
final class Adam implements OptimizerFamily {
    private final String name;

    Adam(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return name.equals("adam")
                ? "steps scaled by running moments of the gradient; weight decay inside the gradient"
                : "Adam with decoupled weight decay";
    }

    @Override
    public String source() {
        return name.equals("adam")
                ? "Kingma and Ba 2015, arXiv:1412.6980"
                : "Loshchilov and Hutter 2019, arXiv:1711.05101";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("lr", 1e-3, 0, 1e6, "learning rate"),
                Parameter.number("beta1", 0.9, 0, 0.999999, "memory of the first moment"),
                Parameter.number("beta2", 0.999, 0, 0.9999999, "memory of the second moment"),
                Parameter.number("eps", 1e-8, 1e-30, 1, "added to the root of the second moment"),
                Parameter.number(
                        "weight-decay", name.equals("adam") ? 0.0 : 0.01, 0, 1e6, "decay of the weights, see summary"));
    }

    /** Both running means. */
    @Override
    public int numbersKept(Variant options) {
        return 2;
    }

    @Override
    public Optimizer create(List<Variant> each, Map<String, Tensor> parameters) {
        Slots slots = new Slots(parameters, "first", "second");
        try (StepScope scope = StepScope.open()) {
            Tensor steps = scope.keep(Tensors.of(new long[each.size()], each.size()));
            return new Rule(
                    slots,
                    steps,
                    each.get(0),
                    name.equals("adamw"),
                    slots.perModel(each, options -> options.number("weight-decay")),
                    slots.perModel(each, options -> 1),
                    slots.perModel(each, options -> 0),
                    slots.perModel(each, options -> 0));
        }
    }

    /** Of each model: λ, 1 - ηλ, -η / (1-β₁ᵗ) and 1 / √(1-β₂ᵗ). */
    private record Rule(
            Slots slots,
            Tensor steps,
            Variant options,
            boolean decoupled,
            PerModel decay,
            PerModel shrink,
            PerModel size,
            PerModel root)
            implements Optimizer {
        @Override
        public void step(List<Tensor> gradients, double... rates) {
            double beta1 = options.number("beta1");
            double beta2 = options.number("beta2");
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                steps.add_(new Scalar(1));
                long[] t = Tensors.longs(steps);
                for (int i = 0; i < rates.length; i++) {
                    shrink.put(i, 1 - rates[i] * decay.get(i));
                    size.put(i, -rates[i] / (1 - Math.pow(beta1, t[i])));
                    root.put(i, 1 / Math.sqrt(1 - Math.pow(beta2, t[i])));
                }
                for (int i = 0; i < gradients.size(); i++) {
                    Tensor weight = slots.parameters().get(i);
                    Tensor gradient = gradients.get(i);
                    if (!decay.isZero() && decoupled) {
                        weight.mul_(shrink.tensor());
                    } else if (!decay.isZero()) {
                        gradient = gradient.addcmul(weight, decay.tensor());
                    }
                    Tensor first = slots.of("first").get(i);
                    Tensor second = slots.of("second").get(i);
                    first.lerp_(gradient, new Scalar(1 - beta1));
                    second.mul_(new Scalar(beta2)).addcmul_(gradient, gradient, new Scalar(1 - beta2));
                    Tensor scale = second.sqrt().mul_(root.tensor()).add_(new Scalar(options.number("eps")));
                    weight.addcdiv_(first.mul(size.tensor()), scale);
                }
            }
        }

        @Override
        public Map<String, Tensor> state() {
            Map<String, Tensor> state = new LinkedHashMap<>(slots.all());
            state.put("steps", steps);
            return state;
        }

        @Override
        public void close() {
            slots.close();
            steps.close();
            decay.close();
            shrink.close();
            size.close();
            root.close();
        }
    }
}
