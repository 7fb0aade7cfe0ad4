package dev.shatter.train;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The examples of several networks, from which a batch for each is one selection: inputs that are the same are held once,
 * labels are each network's own. Owns native memory: close it.
 */
public final class Pool implements AutoCloseable {
    private final InputFormat format;
    private final int count;
    private final Tensor inputs;
    private final Tensor labels;
    /** Where each network's examples begin in the inputs. */
    private final int[] offsets;

    /**
     * Of these sets, of the same number of examples and the same format, never augmented and small enough to be prepared at
     * once.
     */
    public Pool(List<Batches> sets) {
        Batches first = sets.get(0);
        format = first.format();
        count = first.count();
        offsets = new int[sets.size()];
        List<Tensor> distinct = new ArrayList<>();
        try (StepScope scope = StepScope.open()) {
            TensorVector all = new TensorVector();
            for (int i = 0; i < offsets.length; i++) {
                Tensor prepared = sets.get(i).prepared();
                int known = 0;
                while (known < distinct.size() && !distinct.get(known).equal(prepared)) {
                    known++;
                }
                if (known == distinct.size()) {
                    distinct.add(prepared);
                }
                offsets[i] = known * count;
                all.push_back(sets.get(i).labels());
            }
            inputs = scope.keep(
                    distinct.size() == 1
                            ? distinct.get(0).alias()
                            : torch.cat(new TensorVector(distinct.toArray(new Tensor[0])), 0));
            labels = scope.keep(torch.cat(all, 0));
        }
    }

    /** A pass over the examples of some networks, each in an order of its own. Owns native memory: close it. */
    public final class Order implements AutoCloseable {
        private final int networks;
        private final int batch;
        private final int length;
        private final Tensor among;
        private final Tensor own;

        private Order(int[] chosen, int[][] orders, int batch) {
            networks = orders.length;
            length = orders[0].length;
            this.batch = Math.min(batch, length);
            long[] places = new long[networks * length];
            long[] labelled = new long[networks * length];
            int at = 0;
            // Batch after batch, so that each is one piece.
            for (int from = 0; from < length; from += this.batch) {
                for (int i = 0; i < networks; i++) {
                    for (int j = from; j < Math.min(length, from + this.batch); j++) {
                        places[at] = (long) offsets[chosen[i]] + orders[i][j];
                        labelled[at++] = (long) chosen[i] * count + orders[i][j];
                    }
                }
            }
            try (StepScope scope = StepScope.open()) {
                among = scope.keep(Tensors.of(places, places.length));
                own = scope.keep(Tensors.of(labelled, labelled.length));
            }
        }

        /** Batches of a pass; the last may be smaller. */
        public int batches() {
            return (length + batch - 1) / batch;
        }

        @Override
        public void close() {
            among.close();
            own.close();
        }
    }

    /**
     * A pass.
     *
     * @param networks which, by their places among all
     * @param orders for each of them places of examples, as many as for the others
     * @param batch examples of each network a batch
     */
    public Order order(int[] networks, int[][] orders, int batch) {
        return new Order(networks, orders, batch);
    }

    /** A pass's batch for each network, inputs [m, n, shape…] and labels [m, n]; belongs to the innermost scope. */
    public Batch take(Order order, int at) {
        int m = order.networks;
        int from = at * order.batch;
        int n = Math.min(order.batch, order.length - from);
        try (StepScope scope = StepScope.open()) {
            Tensor chosen = inputs.index_select(0, order.among.narrow(0, (long) m * from, (long) m * n));
            Tensor theirs = labels.index_select(0, order.own.narrow(0, (long) m * from, (long) m * n));
            return new Batch(scope.pass(format.view(chosen).unflatten(0, m, n)), scope.pass(theirs.view(m, n)));
        }
    }

    @Override
    public void close() {
        inputs.close();
        labels.close();
    }
}
