package dev.shatter.landscape;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.curvature.ParameterViews;
import dev.shatter.data.Progress;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Course;
import dev.shatter.train.Learner;
import dev.shatter.train.Loop;
import dev.shatter.train.Moment;
import dev.shatter.train.Schedules;
import dev.shatter.train.Streams;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The middle point of a quadratic Bézier curve between two networks, trained so that the mean loss along the curve is low:
 * SGD on E_t L((1 - t)² θ + 2 t (1 - t) c + t² θ') by c, t uniform on [0, 1], one t a batch (Garipov et al. 2018,
 * arXiv:1802.10026). Starts in the middle of the segment; momentum 0.9, the learning rate falling to 0 along a cosine;
 * evaluation mode.
 */
public final class BezierCurve implements Learner {
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine");
    private static final double MOMENTUM = 0.9;

    private final Ground ground;
    private final Tensor from;
    private final Tensor to;
    private final Tensor middle;
    private final Tensor velocity;
    private final double rate;
    private final Progress progress;

    private BezierCurve(Ground ground, Tensor from, Tensor to, double rate, Progress progress) {
        this.ground = ground;
        this.from = from;
        this.to = to;
        this.rate = rate;
        this.progress = progress;
        middle = from.lerp(to, new Scalar(0.5));
        velocity = torch.zeros_like(middle);
    }

    /**
     * Trains.
     *
     * @param other weights at the other end, as {@link Ground#weights} reads them
     * @param examples trained on, never augmented
     * @param batch examples a step
     * @param epochs passes over them
     * @param rate first learning rate
     * @return c
     */
    public static double[] train(
            Ground ground,
            double[] other,
            Batches examples,
            int batch,
            int epochs,
            double rate,
            Checkpoints checkpoints,
            Progress progress) {
        try (StepScope scope = StepScope.open()) {
            ScalarType type = ground.network().type();
            BezierCurve curve = new BezierCurve(
                    ground, ground.centre().to(type), Way.end(ground, other).to(type), rate, progress);
            Streams streams = new Streams(
                    pass -> Chance.of(ground.seed(), "bezier", "order", pass),
                    at -> Chance.seed(ground.seed(), "bezier", "noise", at.epoch(), (long) at.batch()));
            new Loop(Course.full(batch, epochs, COSINE, streams), examples, curve, checkpoints, "bezier").run();
            return Tensors.doubles(curve.middle.to(ScalarType.Double));
        }
    }

    /** The place t of a curve. */
    static Tensor at(Tensor from, Tensor middle, Tensor to, double t) {
        return from.mul(new Scalar((1 - t) * (1 - t)))
                .add(middle, new Scalar(2 * t * (1 - t)))
                .add(to, new Scalar(t * t));
    }

    @Override
    public void step(Batch batch, double factor, Moment at) {
        double t = Chance.of(ground.seed(), "bezier", "t", at.step()).nextDouble();
        Tensor leaf = middle.detach().clone().set_requires_grad(true);
        Tensor outputs = ground.network()
                .forward(
                        batch.inputs().to(ground.network().type()),
                        ParameterViews.of(ground.network().architecture(), at(from, leaf, to, t)),
                        Pass.EVALUATION);
        Tensor mean = ground.loss().each(outputs, batch.labels()).mean();
        Tensor gradient =
                torch.grad(new TensorVector(mean), new TensorVector(leaf)).get(0);
        velocity.mul_(new Scalar(MOMENTUM)).add_(gradient);
        middle.sub_(velocity, new Scalar(rate * factor));
    }

    @Override
    public void stepped(Moment at) {
        progress.at("training the curve", at.step(), at.steps());
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("middle", middle, "velocity", velocity);
    }
}
