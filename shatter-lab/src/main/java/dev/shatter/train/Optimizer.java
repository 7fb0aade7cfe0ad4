package dev.shatter.train;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Changes the parameters it was made for by their gradients. Owns its state's native memory. */
public interface Optimizer extends AutoCloseable {
    /**
     * One update, without gradient tracking.
     *
     * @param gradients of the mean loss, one a parameter, in the parameters' order; not changed
     * @param rates learning rate of this step, of each model
     */
    void step(List<Tensor> gradients, double... rates);

    /** What must be stored for an exact resumption, by name; views, not copies, to be filled in place on loading. */
    Map<String, Tensor> state();

    @Override
    void close();
}
