package dev.shatter.bound.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Json;
import dev.shatter.core.Parameter;
import dev.shatter.core.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CalculatorsTest {
    private static final Offset<Double> SIX = within(5.01e-7);

    /** Those whose counts are not free of one another: a range of one may leave the other behind. */
    private static final Set<String> COUNTING =
            Set.of("clopper-pearson", "pick-to-learn", "sample-compression", "chernoff-mgf", "no-free-lunch");

    static List<String> names() {
        return Calculators.CATALOGUE.names();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hoeffding | n=300 delta=0.05 | 0.070660",
                "samples | eps=0.05 delta=0.05 | 738",
                "clopper-pearson | k=250 n=1e4 delta=0.05 | 0.027723",
                "chernoff | risk=0.025 n=10000 | 0.029013",
                "kl | q=0.1 p=0.2 | 0.036690",
                "klinv | q=0.1 c=0.02 | 0.170384",
                "bernstein | risk=0.025 variance=0.024375 n=10000 | 0.028921",
                "empirical-bernstein | risk=0.025 variance=0.0243774377 n=10000 | 0.030102",
                "markov | mean=1 eps=3 | 0.333333",
                "mixed-risk | clean=0.02 corruption=0.5 classes=10 | 0.46",
                "vc | h=3 n=1000 | 0.164978",
                "vc-dimension | widths=2-2-1 | 111",
                "rademacher | complexity=0.1 n=1000 | 0.328841",
                "rademacher | form=binary complexity=0.2 n=1000 | 0.328841",
                "rademacher | form=linear norm=1 mean-square=1 n=4 | 0.5",
                "rademacher | form=random-signs n=1000 draws=5 | 0.965384",
                "massart | size=2 n=4 | 0.588705",
                "occam | bits=8000 n=60000 risk=0.02 | 0.143378",
                "finite-class | weights=1000 bits=8 n=60000 | 0.215023",
                "stability | beta=1e-4 n=10000 | 0.061394",
                "sgd-stability | rate=0.01 steps=1000 n=10000 | 0.002",
                "sgd-stability | form=non-convex steps=1000 n=10000 | 0.008945",
                "robustness | cells=100 n=10000 | 0.120258",
                "spectral-pac-bayes | dimension=100 gamma=10 | 60.971958",
                "pac-bayes | kl=5000 risk=0.03 | 0.153880",
                "pac-bayes | form=sqrt | 0.234312",
                "pac-bayes | form=quad | 0.222936",
                "pac-bayes | form=lambda | 0.222936",
                "pac-bayes | form=catoni beta=2 | 0.154485",
                "gaussian-kl | mean=1,0.5 variance=0.1,0.2 prior-variance=0.5 | 1.812864",
                "dziugaite-roy | risk=0.028 draws=150000 delta-draws=0.005 kl=5000 j=200 n=55000 | 0.160875",
                "pac-bayes | form=seeger kl=5000 risk=0.03 | 0.153964",
                "pac-bayes | form=mcallester kl=5000 risk=0.03 | 0.234411",
                "pac-bayes | form=bernstein risk=0.03 variance=0.03 kl=100 | 0.042400",
                "majority-vote | risk=0.03 kl=5000 | 0.307760",
                "majority-vote | form=tandem tandem=0 kl=0 n=1000 | 0.028469",
                "mcdiarmid | n=100 c=0.01 delta=0.05 | 0.122387",
                "moments | p=2 norm=0.5 n=100 delta=0.05 | 0.223607",
                "moments | p=4 norm=1 n=10000 delta=0.0001 | 0.173205",
                "chernoff-mgf | law=exponential mean=1 level=3 | 0.406006",
                "chernoff-mgf | law=normal mean=1 level=3 | 0.135335",
                "chernoff-mgf | law=coin mean=0.5 level=0.6 n=100 | 0.133514",
                "chernoff-mgf | law=poisson mean=1 level=3 | 0.273669",
                "betting | repeat=20 | 0.132849",
                "disintegrated | risk=0.0125 n=30000 divergence=0.4 | 0.016658",
                "gaussian-renyi | mean=1,0.5 variance=0.1,0.2 prior-variance=0.5 | 2.157580",
                "pick-to-learn | picked=0 n=1000 | 0.004501",
                "pick-to-learn | picked=10 n=1000 | 0.021663",
                "pick-to-learn | picked=3 n=50 | 0.196675",
                "pick-to-learn | picked=326 | 0.012901",
                "pick-to-learn | delta=0.01 | 0.013221",
                "sample-compression | errors=0 picked=0 n=1000 delta=0.05 | 0.003487",
                "split-kl | lowest=0 steps=1 tails=0.03 kl=5000 n=60000 | 0.153880",
                "compression | bits=25482 risk=0.05 n=50000 | 0.414283",
                "stratification | value=3 | 3.025719",
                "cover | n=5 d=2 | 22",
                "xu-raginsky | information=100 n=10000 | 0.070711",
                "individual-sample | informations=0.02,0.02 | 0.1",
                "cmi | information=50 n=1000 | 0.316228",
                "f-cmi | informations=0.01,0.01 | 0.141421",
                "e-cmi | informations=0.01 | 0.141421",
                "cmi-kl | information=0.05 | 0.097541",
                "cmi-kl | information=0.05 risk=0.02 | 0.177144",
                "rate-distortion | information=100 distortion=0.03 n=10000 | 0.100711",
                "out-of-distribution | range=2 | 0.244949",
                "noisy-bit | flip=0.1 | 0.8",
                "gaussian-mean | n=10 | 0.2",
                "no-free-lunch | points=9 seen=4 learner=parity | 0.5"
            })
    void referenceValues(String name, String assignments, double expected) {
        Calculation result = Calculators.evaluate(name, List.of(assignments.split(" ")));
        assertThat(result.value()).isCloseTo(expected, SIX);
        assertThat(result.curve()).isNull();
    }

    @Test
    void normCalculatorsReferenceValues() {
        Calculation golowich = Calculators.evaluate("golowich", List.of("product=8", "gamma=5", "layers=3"));
        assertThat(golowich.beside().get("norm term")).isCloseTo(0.264364, SIX);
        Calculation spectral = Calculators.evaluate("spectral", List.of("gamma=10"));
        assertThat(spectral.beside().get("2 Q")).isCloseTo(0.733555, SIX);
        Calculation listed = Calculators.evaluate(
                "spectral", List.of("spectral-norms=2,1.4142135623730951", "distances=3,2.8284271247461903"));
        assertThat(listed.beside().get("spectral complexity R_A")).isCloseTo(13.952154, SIX);
        assertThat(listed.value()).isInfinite();
        Calculation flat = Calculators.evaluate("flatness", List.of("sigma=0.105", "distance=10", "risk=0.05"));
        assertThat(flat.beside().get("KL, nats")).isCloseTo(4525.483400, SIX);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCalculatorWorksOnItsDefaultsAndOnARange(String name) {
        Calculation result = Calculators.evaluate(name, List.of());
        assertThat(result.value()).isNotNaN();
        assertThat(result.formula()).isNotBlank();
        assertThat(result.unit()).isNotBlank();
        assertThat(Json.pretty(result)).startsWith("{\n  \"value\" : ").doesNotContain("\"curve\"");
        Calculator calculator = Calculators.CATALOGUE.get(name);
        assertThat(calculator.summary()).isNotBlank().doesNotEndWith(".");
        assertThat(calculator.source()).isNotBlank();
        assertThat(calculator.parameters())
                .allSatisfy(p -> assertThat(p.meaning()).isNotBlank());
        for (Parameter parameter : calculator.parameters()) {
            if (parameter.type() == Parameter.Type.NUMBER || parameter.type() == Parameter.Type.INTEGER) {
                double base = ((Number) Objects.requireNonNull(parameter.fallback())).doubleValue();
                double low = Math.max(parameter.low(), Math.max(base, 1e-3) / 2);
                double high = Math.min(parameter.high(), 2 * Math.max(base, 1e-3) + 1);
                if (!(low < high) || COUNTING.contains(name)) {
                    continue;
                }
                Calculation swept = Calculators.evaluate(name, List.of(parameter.name() + "=" + low + ".." + high));
                Calculation.Curve curve = Objects.requireNonNull(swept.curve());
                assertThat(curve.variable()).isEqualTo(parameter.name());
                assertThat(curve.x()).isSorted().hasSameSizeAs(curve.y());
                assertThat(curve.y()[curve.y().length - 1]).isEqualTo(swept.value());
            }
        }
    }

    @Property(tries = 400)
    void noCalculatorEverAnswersNotANumber(Draw draw) {
        Chance chance = draw.chance();
        Calculator calculator = List.copyOf(Calculators.CATALOGUE.entries()).get(chance.nextInt(names().size()));
        List<String> assignments = new ArrayList<>();
        for (Parameter parameter : calculator.parameters()) {
            double share = chance.nextDouble();
            switch (parameter.type()) {
                case NUMBER -> {
                    double high = Math.min(parameter.high(), chance.nextInt(2) == 0 ? Double.MAX_VALUE : 10);
                    double value = share < 0.2 ? parameter.low() : share < 0.4 ? high : share * high;
                    assignments.add(parameter.name() + "=" + Math.max(parameter.low(), value));
                }
                case INTEGER -> {
                    double high = Math.min(parameter.high(), chance.nextInt(2) == 0 ? 1e6 : 50);
                    assignments.add(
                            parameter.name() + "=" + (long) Math.max(parameter.low(), share < 0.2 ? 0 : share * high));
                }
                case CHOICE ->
                    assignments.add(parameter.name() + "="
                            + parameter
                                    .choices()
                                    .get(chance.nextInt(parameter.choices().size())));
                case FLAG -> assignments.add(parameter.name() + "=" + (share < 0.5));
                case TEXT, INTEGERS -> {
                    // Defaults.
                }
            }
        }
        try {
            Calculation result = Calculators.evaluate(calculator.name(), assignments);
            assertThat(result.value()).as(assignments.toString()).isNotNaN();
            assertThat(result.beside().values())
                    .as(calculator.name() + assignments)
                    .noneMatch(v -> v.isNaN());
        } catch (BadInput e) {
            // Counts that cannot be: more of them than there are points.
            assertThat(e.sentence())
                    .containsAnyOf("calculator 'clopper-pearson'", "picked points", "count", "a coin of mean");
        }
    }

    @Test
    void aRangeGivesACurve() {
        Calculation result = Calculators.evaluate("hoeffding", List.of("n=100..1e6", "delta=0.05"));
        Calculation.Curve curve = Objects.requireNonNull(result.curve());
        assertThat(curve.variable()).isEqualTo("n");
        assertThat(curve.x()).hasSize(61).startsWith(100).endsWith(1e6);
        // Spaced in the logarithm: the middle is the geometric mean.
        assertThat(curve.x()[30]).isEqualTo(1e4);
        assertThat(curve.y()[0]).isCloseTo(Math.sqrt(Math.log(20) / 200), within(1e-12));
        assertThat(result.value()).isEqualTo(curve.y()[60]);
        assertThat(result.options()).containsEntry("n", 1_000_000L);
        Calculation.Curve linear = Objects.requireNonNull(
                Calculators.evaluate("mixed-risk", List.of("corruption=0..1")).curve());
        assertThat(linear.y()).hasSize(61).startsWith(0.02);
        assertThat(linear.x()[30]).isCloseTo(0.5, within(1e-12));
        Calculation.Curve few = Objects.requireNonNull(
                Calculators.evaluate("cover", List.of("n=1..8", "d=3")).curve());
        assertThat(few.x()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(few.y()).containsExactly(2, 4, 8, 16, 30, 52, 84, 128);
        assertThat(Json.pretty(result)).contains("\"variable\" : \"n\"");
    }

    @Test
    void boundsInExpectationSaySo() {
        assertThat(Calculators.evaluate("sgd-stability", List.of()).guarantee()).isEqualTo("in expectation only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hofding | n=3 | did you mean 'hoeffding'",
                "hoeffding | m=3 | has no option 'm'",
                "hoeffding | n | not an assignment",
                "hoeffding | n=0 | out of range",
                "hoeffding | n=1.5 | not a whole number",
                "hoeffding | n=1e999999999 | not a whole number",
                "hoeffding | delta=1 | out of range",
                "hoeffding | n=5..2 | smaller end first",
                "hoeffding | n=5..x | not a range",
                "hoeffding | n=0..100 | out of range",
                "hoeffding | n=1..9 delta=0.1..0.2 | one variable only",
                "hoeffding | n=1 n=2 | given twice",
                "clopper-pearson | k=5 n=3 | 5 errors among 3",
                "gaussian-kl | mean=1,x | not a number",
                "gaussian-kl | mean=1,2,3 | 3 means, 2 variances",
                "spectral | spectral-norms=1,2 distances=1 | 2 spectral norms, 1 distances"
            })
    void badInputIsOneSentence(String name, String assignments, String part) {
        assertThatThrownBy(() -> Calculators.evaluate(name, List.of(assignments.split(" "))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(part);
    }
}
