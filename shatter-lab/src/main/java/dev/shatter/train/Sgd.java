package dev.shatter.train;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum: g ← ∇L + λw, v ← μv + g, w ← w - η v; Nesterov: w ← w - η (g + μv).
 *
 * <p>Weight decay λ is the gradient of (λ/2)‖w‖² and enters the momentum. Sources: Polyak 1964; Sutskever et al. 2013.
 */
final class Sgd implements OptimizerFamily {
    private static final String MOMENTUM = "momentum";

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public String summary() {
        return "stochastic gradient descent with momentum";
    }

    @Override
    public String source() {
        return "Polyak 1964; Sutskever et al. 2013";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("lr", 0.01, 0, 1e6, "learning rate"),
                Parameter.number(MOMENTUM, 0.9, 0, 1, "share of the last update kept"),
                Parameter.flag("nesterov", false, "look ahead along the momentum"),
                Parameter.number("weight-decay", 0.0, 0, 1e6, "coefficient of (1/2)|w|^2 in the loss"));
    }

    @Override
    public int numbersKept(Variant options) {
        return options.number(MOMENTUM) > 0 ? 1 : 0;
    }

    @Override
    public Optimizer create(List<Variant> each, Map<String, Tensor> parameters) {
        double momentum = each.get(0).number(MOMENTUM);
        Slots slots = momentum > 0 ? new Slots(parameters, MOMENTUM) : new Slots(parameters);
        return new Rule(
                slots,
                momentum,
                each.get(0).flag("nesterov"),
                slots.perModel(each, options -> options.number("weight-decay")),
                slots.perModel(each, options -> 0));
    }

    /** Of each model: λ and -η. */
    private record Rule(Slots slots, double momentum, boolean nesterov, PerModel decay, PerModel down)
            implements Optimizer {
        @Override
        public void step(List<Tensor> gradients, double... rates) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                for (int i = 0; i < rates.length; i++) {
                    down.put(i, -rates[i]);
                }
                Scalar keep = new Scalar(momentum);
                for (int i = 0; i < gradients.size(); i++) {
                    Tensor weight = slots.parameters().get(i);
                    Tensor gradient = gradients.get(i);
                    if (!decay.isZero()) {
                        gradient = gradient.addcmul(weight, decay.tensor());
                    }
                    Tensor direction = gradient;
                    if (momentum > 0) {
                        Tensor velocity = slots.of(MOMENTUM).get(i);
                        // One pass over memory: v = g + μ v.
                        torch.add_out(velocity, gradient, velocity, keep);
                        direction = nesterov ? gradient.add(velocity, keep) : velocity;
                    }
                    weight.addcmul_(direction, down.tensor());
                }
            }
        }

        @Override
        public Map<String, Tensor> state() {
            return slots.all();
        }

        @Override
        public void close() {
            slots.close();
            decay.close();
            down.close();
        }
    }
}
