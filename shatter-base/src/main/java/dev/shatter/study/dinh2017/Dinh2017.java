package dev.shatter.study.dinh2017;

import dev.shatter.report.Section;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Design;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Range;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One function, any sharpness. The first layer of a ReLU network is multiplied by a factor and the second divided by it: no
 * output changes, and the Hessian's largest eigenvalue can be made as large as one likes. What a quantity says of
 * generalisation cannot be in the part of it that moves. Factors are powers of two, so 'no change' is meant to the bit.
 */
public final class Dinh2017 implements Study {
    static final String AS_TRAINED = "as-trained";
    static final String PART = "rescaling";
    static final String CHANGE = "outputChange";
    static final String LARGEST = "hessian-top";
    static final String BALL = "sam-sharpness";
    static final String ADAPTIVE = "adaptive-sharpness-average";
    static final String HELD_OUT = "certify-binomial-inversion";
    static final String NORMS = "certify-golowich";

    /** What the first layer is multiplied by. */
    static final List<Integer> FACTORS = List.of(64, 16_384);

    /** Measures that a rescaling is said to leave alone, up to rounding. */
    static final List<String> FREE =
            List.of("path-norm", "log-prod-of-spec", "spectral-complexity", "stable-rank", "fisher-rao", ADAPTIVE);

    /** Measures that move with it. */
    static final List<String> BOUND = List.of(
            "l2", "fro-dist", LARGEST, "hessian-trace", "grad-norm", BALL, "sigma", "pacbayes-flatness", "alpha-hat");

    private static final List<String> CERTIFICATES =
            List.of(HELD_OUT, "certify-occam", NORMS, "certify-spectral", "certify-flatness");

    private static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "function-stays",
                    "Networks whose layers are rescaled against each other compute the same function.",
                    "alpha-scale transformation, definition 5",
                    "largest change of an output on the training examples over the largest output, over the factors",
                    Range.NON_NEGATIVE,
                    e -> e.part(PART)
                            .perSeed(u -> FACTORS.stream()
                                    .mapToDouble(f -> u.condition(factor(f)).result(CHANGE))
                                    .max()
                                    .orElseThrow()),
                    new Criterion.Below(1e-6),
                    "rounding in fp32 is 6e-8 of each sum; by powers of two there is none"),
            new Claim(
                    "curvature-is-arbitrary",
                    "The largest eigenvalue of the Hessian can be a million times as large.",
                    "theorem 4: the spectral norm can be made arbitrarily large",
                    "log10(largest eigenvalue with the first layer times 16384 / as trained)",
                    Range.ANY,
                    e -> e.part(PART).perSeed(u -> Math.log10(ratio(u, LARGEST))),
                    new Criterion.Above(6),
                    "the square of the factor is 2.7e8, which only the second layer's part of the Hessian gets in full"),
            new Claim(
                    "sharpness-in-a-ball-is-arbitrary",
                    "So does the rise of the loss within a ball of fixed radius.",
                    "theorem 5: epsilon-sharpness",
                    "log10(" + BALL + " with the first layer times 16384 / as trained)",
                    Range.ANY,
                    e -> e.part(PART).perSeed(u -> Math.log10(ratio(u, BALL))),
                    new Criterion.Above(1),
                    "ten times as large is no question of rounding"),
            new Claim(
                    "adaptive-sharpness-stays",
                    "A rise that is measured in units of each weight does not move.",
                    "not in the paper; ASAM (Kwon et al. 2021) was made for it",
                    "|ln(" + ADAPTIVE + " with the first layer times 16384 / as trained)|",
                    Range.NON_NEGATIVE,
                    e -> e.part(PART).perSeed(u -> Math.abs(Math.log(ratio(u, ADAPTIVE)))),
                    new Criterion.Below(0.01),
                    "one per cent, far beyond rounding"),
            new Claim(
                    "scale-free-measures-stay",
                    "Nor do path norms, products of norms and the Fisher-Rao norm.",
                    "not in the paper; Neyshabur et al. 2015, Liang et al. 2019",
                    "largest |ln(after / before)| over " + String.join(", ", FREE.subList(0, FREE.size() - 1)),
                    Range.NON_NEGATIVE,
                    e -> e.part(PART)
                            .perSeed(u -> FREE.subList(0, FREE.size() - 1).stream()
                                    .mapToDouble(name -> Math.abs(Math.log(ratio(u, name))))
                                    .max()
                                    .orElseThrow()),
                    new Criterion.Below(1e-4),
                    "rounding of fp32 in sums over all weights"),
            new Claim(
                    "certificates-from-predictions-stay",
                    "A certificate from predictions alone is the same number.",
                    "the function is the same, and so is its risk",
                    "|" + HELD_OUT + " after - before|",
                    Range.NON_NEGATIVE,
                    e -> e.part(PART).perSeed(u -> Math.abs(difference(u, HELD_OUT))),
                    new Criterion.Below(1e-12),
                    "the errors are the same examples"),
            new Claim(
                    "certificates-from-norms-move",
                    "A certificate from the norms of the layers with their biases becomes weaker.",
                    "not in the paper",
                    NORMS + " after - before",
                    Range.ANY,
                    e -> e.part(PART).perSeed(u -> difference(u, NORMS)),
                    new Criterion.Above(0),
                    "without biases 0: the product of norms would stay"));

    @Override
    public String name() {
        return "dinh2017";
    }

    @Override
    public String summary() {
        return "one function with any sharpness: which measures and certificates survive a rescaling of layers";
    }

    @Override
    public String source() {
        return "Dinh, Pascanu, Bengio, Bengio 2017, arXiv:1703.04933";
    }

    @Override
    public Header header() {
        return new Header(
                "Sharp minima can generalize for deep nets",
                "Dinh, Pascanu, Bengio and Bengio, ICML 2017, arXiv:1703.04933",
                "Layers of a ReLU network can be rescaled against each other without changing the function, and with them"
                        + " most notions of flatness. What remains says something of the function; what moves does not.",
                "smoke: seconds; laptop: see docs/studies/dinh2017.md; paper: an hour on 2 cores",
                "See docs/studies/dinh2017.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        boolean smoke = settings.scale() == Scale.SMOKE;
        Design design = new Design(settings, common(settings));
        String[] measures = Stream.of(FREE, BOUND, List.of("margins", "test-error"), CERTIFICATES)
                .flatMap(List::stream)
                .toArray(String[]::new);
        for (String network : smoke ? List.of("mlp:16", "mlp:16x2") : List.of("mlp:64", "mlp:64x2")) {
            int seeds = smoke ? 2 : 8;
            design.add(PART, AS_TRAINED, network, seeds, Map.of(), measures);
            for (int factor : FACTORS) {
                design.alter(
                        PART, factor(factor), network, seeds, Map.of(), "rescale:layer=1,factor=" + factor, measures);
            }
        }
        return design.trials();
    }

    static String factor(int factor) {
        return "factor-" + factor;
    }

    private static Map<String, Object> common(Settings settings) {
        Map<String, Object> fields = new TreeMap<>();
        boolean smoke = settings.scale() == Scale.SMOKE;
        boolean paper = settings.scale() == Scale.PAPER;
        fields.put("data", settings.dataOr(paper ? "mnist" : "fashion-mnist-12k"));
        fields.put("subset", smoke ? 100 : paper ? 0 : 1000);
        fields.put("test-subset", smoke ? 100 : paper ? 0 : 1000);
        fields.put("optimizer", "sgd");
        fields.put("momentum", 0.9);
        fields.put("weight-decay", 0.0);
        fields.put("schedule", "constant");
        fields.put("lr", 0.01);
        fields.put("batch", smoke ? 20 : 50);
        fields.put("epochs", smoke ? 5 : 20);
        return fields;
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return List.of(new Section("What survives", RescalingFigures.of(evidence, command)));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "Rescaling is one of many changes of weights that leave the function: what it leaves alone need not be a"
                        + " property of the function.",
                "The paper's other constructions, flat directions of infinite volume and reparametrisations of the input,"
                        + " are not here.");
    }

    /** All measures whose change is shown. */
    static List<String> shown() {
        return Stream.of(List.of("margins", "test-error"), FREE, BOUND, CERTIFICATES)
                .flatMap(List::stream)
                .toList();
    }

    /** After over before, at the largest factor. */
    static double ratio(Evidence unit, String name) {
        return unit.condition(factor(FACTORS.get(FACTORS.size() - 1))).measured(name)
                / unit.condition(AS_TRAINED).measured(name);
    }

    private static double difference(Evidence unit, String name) {
        return unit.condition(factor(FACTORS.get(FACTORS.size() - 1))).measured(name)
                - unit.condition(AS_TRAINED).measured(name);
    }
}
