package dev.shatter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private record Named(String name, List<Parameter> parameters) implements Entry {
        @Override
        public String summary() {
            return "a test entry";
        }
    }

    private final Catalogue<Named> nets = Catalogue.of(
            "network",
            new Named(
                    "mlp",
                    List.of(
                            Parameter.integers("hidden", null, 1, 65536, "units"),
                            Parameter.number("dropout", 0.0, 0, 1, "rate"),
                            Parameter.flag("bias", true, "biases"),
                            Parameter.choice("init", List.of("he", "glorot"), "initialisation"))),
            new Named(
                    "idx", List.of(Parameter.text("path", null, "folder"), Parameter.integer("n", 5L, 1, 9, "count"))),
            new Named("linear", List.of()));

    @Test
    void referencesAreReadWithDefaultsSpelledOut() {
        Variant variant = nets.parse("mlp:512x3,dropout=0.5");
        assertThat(variant.integers("hidden")).containsExactly(512, 512, 512);
        assertThat(variant.text()).isEqualTo("mlp:bias=true,dropout=0.5,hidden=512-512-512,init=he");
        assertThat(nets.brief(variant)).isEqualTo("mlp:512x3,dropout=0.5");
        assertThat(nets.parse(variant.text())).isEqualTo(variant);
        assertThat(nets.parse(nets.brief(variant))).isEqualTo(variant);
        assertThat(nets.parse("linear").text()).isEqualTo("linear");
    }

    @Test
    void commasAndEqualsSignsInPathsAreEscaped() {
        Variant variant = nets.parse("idx:/data/a%2Cb%3Dc");
        assertThat(variant.text("path")).isEqualTo("/data/a,b=c");
        assertThat(nets.parse(variant.text())).isEqualTo(variant);
        assertThat(nets.parse("idx:C:\\data").text("path")).isEqualTo("C:\\data");
    }

    @Test
    void everyMistakeIsOneSentence() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "mlq:5", "did you mean 'mlp'",
                        "mlp", "needs 'hidden'",
                        "mlp:0", "out of range",
                        "mlp:5,dropout=x", "not a finite number",
                        "mlp:5,dropout=NaN", "not a finite number",
                        "mlp:5,depth=3", "has no option 'depth'",
                        "mlp:5,init=hee", "choose one of he, glorot",
                        "mlp:5,hidden=6", "given twice",
                        "linear:5", "one value too many",
                        "mlp:5x99999999", "not a list of sizes")
                .entrySet()) {
            assertThatThrownBy(() -> nets.parse(wrong.getKey()))
                    .as(wrong.getKey())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(wrong.getValue())
                    .message()
                    .doesNotContain("\n")
                    .endsWith(".");
        }
    }

    @Test
    void aDuplicateNameThrows() {
        assertThatThrownBy(() -> Catalogue.of("network", new Named("a", List.of()), new Named("a", List.of())))
                .isInstanceOf(IllegalStateException.class);
    }
}
