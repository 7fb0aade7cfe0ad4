import dev.shatter.core.Variant;
import dev.shatter.lab.Shatter;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Weights;
import dev.shatter.run.Measurement;
import dev.shatter.run.Run;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Trains a network on arrays made here, measures it, certifies it, and adds a measure of its own. */
public final class OwnMeasure {
    public static void main(String[] arguments) {
        Shatter shatter = Shatter.open(Path.of(arguments[0])).threads(1);

        // Two Gaussian clouds in ten dimensions.
        float[][] x = new float[600][10];
        int[] y = new int[600];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            y[i] = i % 2;
            for (int j = 0; j < 10; j++) {
                x[i][j] = (float) (random.nextGaussian() + (y[i] == 0 ? -0.6 : 0.6));
            }
        }
        String data = shatter.data(
                java.util.Arrays.copyOf(x, 400),
                java.util.Arrays.copyOf(y, 400),
                java.util.Arrays.copyOfRange(x, 400, 600),
                java.util.Arrays.copyOfRange(y, 400, 600));

        Run run = shatter.training().data(data).net("mlp:32").epochs(20).seed(7).run();
        System.out.printf("train %.3f, test %.3f%n", run.result("trainAccuracy"), run.result("testAccuracy"));

        for (Measurement measurement : shatter.measure(run, "margins", "path-norm", "certify-binomial-inversion")) {
            System.out.printf("%s = %.4g (%s)%n", measurement.name(), measurement.value(), measurement.status().words());
        }

        Measurement own = shatter.measure(run, new LargestWeight());
        System.out.printf("%s = %.4g%n", own.name(), own.value());
    }

    /** The largest absolute value of any weight, layer by layer in the details. */
    private static final class LargestWeight implements Measure {
        public String name() {
            return "largest-weight";
        }

        public String summary() {
            return "largest absolute value of a weight";
        }

        public String formula() {
            return "max_ij |W_ij|";
        }

        public String unit() {
            return "weight";
        }

        public String reading() {
            return "a large value means that some input is amplified much";
        }

        public String pitfall() {
            return "not invariant under rescaling of layers";
        }

        public Cost cost() {
            return Cost.WEIGHTS;
        }

        public Weights reads() {
            return Weights.PARAMETERS;
        }

        public Set<Need> needs() {
            return Set.of();
        }

        public Scale scale() {
            return Scale.NONE;
        }

        public Reading measure(Subject subject, Variant options) {
            double largest = 0;
            for (Tensor parameter : subject.network().parameters().values()) {
                largest = Math.max(largest, parameter.abs().max().item_double());
            }
            return Reading.exact(largest);
        }
    }
}
