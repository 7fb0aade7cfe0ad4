package dev.shatter.train;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import dev.shatter.network.ParameterSpec.Role;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Sharpness-aware minimisation: ∇L(w + ε) with ε = ρ g / ‖g‖₂, g = ∇L(w), both on the step's batch; an approximation to the
 * gradient of max_{‖ε‖ ≤ ρ} L(w + ε).
 *
 * <p>Adaptive: ε = ρ T² g / ‖T g‖₂ with T = diag(|w| + 0.01) for weights and batch-norm scales and T = 1 for biases and
 * shifts, as in the authors' code: the neighbourhood then scales with the weights. Batch-norm statistics follow w, not
 * w + ε; dropout draws anew for the second pass. A step costs two.
 *
 * <p>Sources: Foret et al. 2021, arXiv:2010.01412, equations 2 and 3; adaptive: Kwon et al. 2021, arXiv:2102.11600, with
 * η = 0.01.
 */
final class SharpnessAware implements Method {
    private static final double ETA = 0.01;

    @Override
    public String name() {
        return "sam";
    }

    @Override
    public String summary() {
        return "sharpness-aware minimisation: the gradient at the worst point of a small neighbourhood; steps cost"
                + " twice";
    }

    @Override
    public String source() {
        return "Foret et al. 2021, arXiv:2010.01412; adaptive: Kwon et al. 2021, arXiv:2102.11600";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("rho", 0.05, 0, 1000, "radius of the neighbourhood"),
                Parameter.flag("adaptive", false, "measure it in units of each weight (ASAM; there, rho is 0.5 to 2)"));
    }

    @Override
    public Gradient gradient(Variant options, TrainingLoss loss, Batch batch, double rate) {
        Gradient here = loss.at(batch);
        Network network = loss.network();
        Map<String, Tensor> buffers = new LinkedHashMap<>();
        Tensor weights;
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor gradient = here.values();
            // T g, and T once more: T² g.
            Tensor scales = options.flag("adaptive") ? scales(network) : torch.ones_like(gradient);
            Tensor once = gradient.mul(scales);
            double length = JointNorm.joint(List.of(once));
            if (length == 0) {
                return here;
            }
            weights = scope.pass(network.flat().clone());
            network.buffers().forEach((name, tensor) -> buffers.put(name, scope.pass(tensor.clone())));
            Scalar size = new Scalar(options.number("rho") / length);
            network.flat().add_(once.mul(scales), size);
        }
        Gradient there = loss.at(batch);
        try (NoGradGuard off = new NoGradGuard()) {
            network.flat().copy_(weights);
            buffers.forEach((name, tensor) -> network.buffer(name).copy_(tensor));
        }
        return here.with(there.values());
    }

    /** T's diagonal, [p]. */
    private static Tensor scales(Network network) {
        TensorVector all = new TensorVector();
        for (Map.Entry<String, ParameterSpec> entry :
                network.architecture().parameters().entrySet()) {
            Tensor own = network.parameter(entry.getKey()).detach();
            Role role = entry.getValue().role();
            all.push_back(
                    role == Role.WEIGHT || role == Role.SCALE ? own.abs().add_(new Scalar(ETA)) : torch.ones_like(own));
        }
        return Tensors.joined(all, 0, all.size());
    }
}
