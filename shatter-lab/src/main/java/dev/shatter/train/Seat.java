package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Chance;
import dev.shatter.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One network's training in a {@link CohortTrainer}: where it stands, and what is written down of it. */
final class Seat implements Resumable, AutoCloseable {
    private static final String COMPANY = "company";

    private final CohortTrainer.Member member;
    private final Diary diary;
    private Optimizer optimizer;
    private Moment at;
    private CohortTrainer.Company company = CohortTrainer.Company.NONE;

    /** Its share of the time of steps that were made at once, and all of what was done for it alone. */
    private double seconds;

    private long saved = System.nanoTime();

    private Seat(CohortTrainer.Member member) {
        Course course = member.plan().course();
        this.member = member;
        this.diary = new Diary(member.plan(), member.network(), member.examples(), member.listener());
        this.optimizer = rule(member.plan(), member.network().flat());
        this.at = Moment.start(course.batches(member.examples().training().count()), course.epochs());
    }

    /** The training, begun or taken up from its checkpoint. */
    static Seat open(CohortTrainer.Member member) {
        Seat seat = new Seat(member);
        try {
            Path file = seat.file();
            if (file != null && Files.exists(file)) {
                seat.at = Checkpoint.read(file, seat);
                seat.seconds = seat.at.seconds();
            }
            seat.alone(() -> seat.diary.begin(seat.at, () -> seat.seconds));
            return seat;
        } catch (RuntimeException e) {
            seat.close();
            throw e;
        }
    }

    private @Nullable Path file() {
        return member.checkpoints().file(CohortTrainer.LOOP);
    }

    private Course course() {
        return member.plan().course();
    }

    Network network() {
        return member.network();
    }

    CohortTrainer.Company company() {
        return company;
    }

    private static Optimizer rule(Plan plan, Tensor theta) {
        return Optimizers.CATALOGUE.get(plan.optimizer()).create(plan.optimizer(), Map.of("theta", theta));
    }

    /** Its optimiser, from now on for this θ. */
    Optimizer moved(Tensor theta, CohortTrainer.Company among) {
        company = company.and(among);
        Optimizer next = rule(member.plan(), theta);
        try (NoGradGuard off = new NoGradGuard()) {
            next.state()
                    .forEach((name, tensor) -> tensor.copy_(
                            Objects.requireNonNull(optimizer.state().get(name))));
        }
        optimizer.close();
        optimizer = next;
        return next;
    }

    boolean goesOn() {
        return at.epoch() < at.epochs() && diary.goesOn();
    }

    /** The order of its examples in the pass that begins. */
    int[] order() {
        Chance chance = course().streams().order().apply(at.epoch());
        return chance.permutation(member.examples().training().count());
    }

    int[] places(int[] order) {
        return course().places(order, at.batch());
    }

    /** The last batch of such a pass, which may be smaller than the others. */
    int[] lastPlaces(int[] order) {
        return course().places(order, at.batches() - 1);
    }

    boolean ends() {
        return at.last();
    }

    long noise() {
        return course().streams().noise().applyAsLong(at);
    }

    double rate() {
        return diary.rate(course().factor(at));
    }

    /** A step was made; whether the network's weights are looked at before the next. */
    boolean step(double rate, int count, TrainingStep.Result result, double spent) {
        diary.step(at, rate, count, result);
        seconds += spent;
        at = at.next(seconds, spent);
        return diary.looksAt(at);
    }

    void stepped() {
        diary.stepped(at);
    }

    /** A pass is over, and the network has its weights. */
    void passed() {
        alone(() -> diary.passed(at.nextEpoch(seconds)));
        at = at.nextEpoch(seconds);
        Path file = file();
        if (file != null
                && System.nanoTime() - saved >= member.checkpoints().interval().toNanos()) {
            Checkpoint.write(file, this, at);
            saved = System.nanoTime();
        }
    }

    Trainer.Outcome end() {
        return diary.end(at);
    }

    private void alone(Runnable work) {
        long from = System.nanoTime();
        work.run();
        seconds += (System.nanoTime() - from) / 1e9;
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = TrainingStep.state(network(), optimizer);
        state.putAll(diary.state());
        return state;
    }

    @Override
    public void remember(ObjectNode memory) {
        diary.remember(memory);
        company.remember(memory.putObject(COMPANY));
    }

    @Override
    public void recall(JsonNode memory) {
        diary.recall(memory);
        company = CohortTrainer.Company.recall(memory.required(COMPANY));
    }

    @Override
    public void close() {
        optimizer.close();
        diary.close();
    }
}
