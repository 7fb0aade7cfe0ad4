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

    /**
     * A batch for each of some networks, inputs [m, n, shape…] and labels [m, n]; belongs to the innermost scope.
     *
     * @param networks which, by their places among all
     * @param places for each of them the places of its n examples
     */
    public Batch take(int[] networks, int[][] places) {
        int m = places.length;
        int n = places[0].length;
        long[] among = new long[m * n];
        long[] own = new long[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                among[i * n + j] = (long) offsets[networks[i]] + places[i][j];
                own[i * n + j] = (long) networks[i] * count + places[i][j];
            }
        }
        try (StepScope scope = StepScope.open()) {
            Tensor chosen = format.view(inputs.index_select(0, Tensors.of(among, among.length)))
                    .unflatten(0, m, n);
            Tensor theirs = labels.index_select(0, Tensors.of(own, own.length)).view(m, n);
            return new Batch(scope.pass(chosen), scope.pass(theirs));
        }
    }

    @Override
    public void close() {
        inputs.close();
        labels.close();
    }
}
