package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One network's training in a {@link CohortTrainer}: where it stands, and what is written down of it. */
final class Seat implements Resumable, AutoCloseable {
    private static final String COMPANY = "company";

    private final CohortTrainer.Member member;
    private final Diary diary;

    /** Holds its state between passes; steps are made by one optimiser for all. */
    private final Optimizer optimizer;

    private Moment at;
    private CohortTrainer.Company company = CohortTrainer.Company.NONE;

    /** Its share of the time of steps that were made at once, and all of what was done for it alone. */
    private double seconds;

    private long saved = System.nanoTime();

    private Seat(CohortTrainer.Member member) {
        Course course = member.plan().course();
        this.member = member;
        this.diary = new Diary(member.plan(), member.network(), member.examples(), member.listener());
        this.optimizer = Optimizers.CATALOGUE.get(options()).create(options(), member.network());
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

    Variant options() {
        return member.plan().optimizer();
    }

    /** It shares its steps from now on with these. */
    void joins(CohortTrainer.Company among) {
        company = company.and(among);
    }

    /** Copies the state of its optimiser to that of all, whose tensors hold a row for each. */
    void lend(Map<String, Tensor> all, int row) {
        exchange(all, row, (own, shared) -> shared.copy_(own));
    }

    /** Takes the state of its optimiser back from that of all. */
    void take(Map<String, Tensor> all, int row) {
        exchange(all, row, Tensor::copy_);
    }

    private void exchange(Map<String, Tensor> all, int row, BiConsumer<Tensor, Tensor> copy) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            optimizer.state().forEach((name, own) -> {
                Tensor shared = Objects.requireNonNull(all.get(name));
                copy.accept(own, shared.narrow(0, row, 1).flatten().narrow(0, 0, own.numel()));
            });
        }
    }

    boolean goesOn() {
        return at.epoch() < at.epochs() && diary.goesOn();
    }

    /** The order of its examples in the pass that begins. */
    int[] order() {
        Chance chance = course().streams().order().apply(at.epoch());
        return chance.permutation(member.examples().training().count());
    }

    /** Batches of the pass that are done. */
    int batch() {
        return at.batch();
    }

    /** Whether the next batch is the last of its pass. */
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
