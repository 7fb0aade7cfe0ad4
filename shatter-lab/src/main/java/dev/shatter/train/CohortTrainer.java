package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks of one architecture at once, each as {@link Trainer} would train it alone, up to rounding: its own examples
 * in its own order, learning rate, dropout, evaluations, rules and checkpoint. One that has ended leaves the batch.
 *
 * <p>All make their passes in step, so they have the same number of examples and the same batch. Checkpoints are written
 * between passes. Whether a network's bits depend on who else was in the batch is found out before the first step, see {@link
 * Company}; where they do not, a training killed at any instant and resumed in any company ends in the same bits.
 */
public final class CohortTrainer {
    /** Names the checkpoint of each of the trainings. */
    public static final String LOOP = "checkpoint-together";

    /**
     * One of the trainings; the trainer owns nothing of it.
     *
     * @param plan without a method of its own, with a loss that is the mean over examples and rules that do not look at the clock
     * @param network with its first weights
     * @param examples fp32, never augmented, prepared at once
     * @param checkpoints its own
     */
    public record Member(
            Plan plan, Network network, Trainer.Splits examples, Checkpoints checkpoints, TrainListener listener) {}

    /**
     * Whom a network was trained with.
     *
     * @param most networks in one step, itself included
     * @param independent whether its gradients had the bits they have in a batch of its own
     */
    public record Company(int most, boolean independent) {
        static final Company NONE = new Company(0, true);

        Company and(Company other) {
            return new Company(Math.max(most, other.most), independent && other.independent);
        }

        void remember(ObjectNode memory) {
            memory.put("most", most).put("independent", independent);
        }

        static Company recall(JsonNode memory) {
            return new Company(
                    memory.required("most").asInt(),
                    memory.required("independent").asBoolean());
        }

        /** For the record. */
        public String text() {
            return "up to " + most + " networks a step; bits "
                    + (independent ? "do not depend on the others" : "depend on which networks shared each step");
        }
    }

    /** Told of each training once, as soon as it has ended. */
    public interface Ended {
        /** Its network has the weights it ends with. */
        void finished(int member, Trainer.Outcome outcome, Company company);

        /** It could not go on; the others do. */
        void failed(int member, RuntimeException cause);
    }

    private final List<Member> members;
    private final Ended ended;
    private final Loss loss;

    /** Those that go on, by their place among the members. */
    private final Map<Integer, Seat> seats = new LinkedHashMap<>();

    /** Those that cannot go on, until they leave. */
    private final Map<Integer, RuntimeException> failures = new LinkedHashMap<>();

    private @Nullable Boolean independent;

    private CohortTrainer(List<Member> members, Ended ended) {
        this.members = List.copyOf(members);
        this.ended = ended;
        this.loss = Losses.of(members.get(0).plan().loss());
    }

    /** Trains all to their ends, from their checkpoints if there are some. */
    public static void fit(List<Member> members, Ended ended) {
        new CohortTrainer(members, ended).run();
    }

    private void run() {
        try (Pool pool = new Pool(
                members.stream().map(member -> member.examples().training()).toList())) {
            for (int i = 0; i < members.size(); i++) {
                open(i);
            }
            leave();
            while (!seats.isEmpty()) {
                passes(pool);
            }
        } finally {
            seats.values().forEach(Seat::close);
        }
    }

    private void open(int place) {
        try {
            seats.put(place, Seat.open(members.get(place)));
        } catch (RuntimeException e) {
            ended.failed(place, e);
        }
    }

    /** Passes until somebody leaves. */
    private void passes(Pool pool) {
        List<Integer> places = List.copyOf(seats.keySet());
        List<Seat> present = List.copyOf(seats.values());
        Company company = new Company(present.size(), isIndependent(pool, places, present));
        try (Cohort cohort = new Cohort(present.stream().map(Seat::network).toList());
                Optimizer optimizer = optimizer(present, cohort);
                CohortStep step = new CohortStep(cohort, loss, optimizer)) {
            for (int i = 0; i < present.size(); i++) {
                present.get(i).joins(company);
                present.get(i).lend(optimizer.state(), i);
            }
            while (seats.size() == present.size()) {
                pass(pool, places, present, step, cohort);
                cohort.write();
                for (int i = 0; i < present.size(); i++) {
                    present.get(i).take(optimizer.state(), i);
                    guarded(places.get(i), Seat::passed);
                }
                leave();
            }
        }
    }

    private static Optimizer optimizer(List<Seat> present, Cohort cohort) {
        List<Variant> options = present.stream().map(Seat::options).toList();
        if (options.stream()
                        .map(each -> each.with("lr", 0.0).with("weight-decay", 0.0))
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException("optimisers that differ in more than rate and decay: " + options);
        }
        return Optimizers.CATALOGUE.get(options.get(0)).create(options, Map.of("theta", cohort.theta()));
    }

    private Pool.Order order(Pool pool, List<Integer> places, List<Seat> present) {
        int[] networks = places.stream().mapToInt(Integer::intValue).toArray();
        int[][] orders = present.stream().map(Seat::order).toArray(int[][]::new);
        return pool.order(networks, orders, members.get(0).plan().course().batch());
    }

    private void pass(Pool pool, List<Integer> places, List<Seat> present, CohortStep step, Cohort cohort) {
        try (Pool.Order order = order(pool, places, present)) {
            boolean last = false;
            while (!last) {
                last = present.get(0).ends();
                long from = System.nanoTime();
                double[] rates = present.stream().mapToDouble(Seat::rate).toArray();
                List<TrainingStep.Result> results;
                int count;
                try (StepScope scope = StepScope.open()) {
                    Batch batch = pool.take(order, present.get(0).batch());
                    count = Math.toIntExact(batch.labels().size(1));
                    results = step.run(batch, rates, noise(present), last);
                }
                double share = (System.nanoTime() - from) / 1e9 / present.size();
                for (int i = 0; i < present.size(); i++) {
                    if (present.get(i).step(rates[i], count, results.get(i), share)) {
                        cohort.write(i);
                    }
                    guarded(places.get(i), Seat::stepped);
                }
            }
        }
    }

    private static long[] noise(List<Seat> present) {
        return present.stream().mapToLong(Seat::noise).toArray();
    }

    /** Whether a step on a full batch and one on the last give every network the bits they give it in a cohort of its own. */
    private boolean isIndependent(Pool pool, List<Integer> places, List<Seat> present) {
        Boolean known = independent;
        if (known == null) {
            known = compare(pool, places, present);
            independent = known;
        }
        return known;
    }

    private boolean compare(Pool pool, List<Integer> places, List<Seat> present) {
        List<ByteBuffer> together = tried(pool, places, present);
        for (int i = 0; i < present.size(); i++) {
            // By their bytes: NaN is the same as itself here.
            if (!tried(pool, List.of(places.get(i)), List.of(present.get(i)))
                    .get(0)
                    .equals(together.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Weights of some seats after two steps, in a cohort of their own: nobody's training is touched. */
    private List<ByteBuffer> tried(Pool pool, List<Integer> places, List<Seat> present) {
        double[] rates = present.stream().mapToDouble(Seat::rate).toArray();
        try (StepScope scope = StepScope.open();
                Cohort cohort = new Cohort(present.stream().map(Seat::network).toList());
                Optimizer optimizer = optimizer(present, cohort);
                CohortStep step = new CohortStep(cohort, loss, optimizer);
                Pool.Order order = order(pool, places, present)) {
            step.run(pool.take(order, 0), rates, noise(present), false);
            step.run(pool.take(order, order.batches() - 1), rates, noise(present), false);
            return IntStream.range(0, present.size())
                    .mapToObj(i -> Tensors.bytes(cohort.row(i)))
                    .toList();
        }
    }

    /** Those that have come to their end, or cannot go on, leave. */
    private void leave() {
        for (int place : List.copyOf(seats.keySet())) {
            guarded(place, seat -> {
                if (!seat.goesOn()) {
                    ended.finished(place, seat.end(), seat.company());
                    remove(place);
                }
            });
            RuntimeException failure = failures.remove(place);
            if (failure != null) {
                remove(place);
                ended.failed(place, failure);
            }
        }
    }

    /** Does something for one of them; if it fails, it fails alone. */
    private void guarded(int place, Consumer<Seat> act) {
        Seat seat = seats.get(place);
        if (seat == null || failures.containsKey(place)) {
            return;
        }
        try {
            act.accept(seat);
        } catch (RuntimeException e) {
            failures.put(place, e);
        }
    }

    private void remove(int place) {
        Seat seat = seats.remove(place);
        if (seat != null) {
            seat.close();
        }
    }
}
