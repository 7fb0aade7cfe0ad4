package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.network.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetCommandTest {
    private final Shell shell = Shell.shared();

    /** Zhang et al. 2017, arXiv:1611.03530, table 1; at 3x28x28 and 10 classes. */
    @ParameterizedTest
    @CsvSource({
        "mlp:512, 1209866",
        "mlp:512x3, 1735178",
        "alexnet-small, 1387786",
        "inception-small, 1649402",
        "'inception-small,bn=false', 1649402"
    })
    void countsParametersAsThePaperDoes(String network, long parameters) {
        JsonNode json = shell.run("net", "describe", network, "--input", "3x28x28", "--classes", "10", "--json")
                .json();
        assertThat(json.path("parameters").asLong()).isEqualTo(parameters);
        long summed = 0;
        for (JsonNode layer : json.path("layers")) {
            summed += layer.path("parameters").asLong();
        }
        assertThat(summed).isEqualTo(parameters);
    }

    @Test
    void printsLayersForPeople() {
        Outcome outcome = shell.run("net", "describe", "mlp:512", "--input", "3x28x28", "--classes", "10")
                .isDone();
        assertThat(outcome.out().lines()).first().asString().startsWith("layer").contains("parameters");
        assertThat(outcome.out())
                .contains("1,204,736", "5,130", "mlp:512 on 3x28x28, 10 classes: 1,209,866 parameters");
    }

    @Test
    void listsEveryNetworkAndTheOptionsOfOne() {
        assertThat(shell.run("net", "list", "--json").json())
                .extracting(entry -> entry.path("name").asText())
                .containsExactlyElementsOf(Networks.CATALOGUE.names());
        String list = shell.run("net", "list").isDone().out();
        Networks.CATALOGUE.names().forEach(name -> assertThat(list).contains(name));
        String one = shell.run("net", "list", "mlp").isDone().out().replaceAll("\\s+", " ");
        Networks.CATALOGUE.get("mlp").parameters().forEach(p -> assertThat(one).contains(p.name() + " "));
    }

    @ParameterizedTest
    @CsvSource({
        "mpl:512, did you mean 'mlp'",
        "mlp:0, out of range",
        "mlp:512x, not a whole number",
        "'mlp:512,depth=3', has no option 'depth'",
        "'mlp:512,dropout=2', out of range",
        "'mlp:512,dropout=NaN', not a finite number",
        "inception-small:bn=perhaps, neither true nor false"
    })
    void badReferencesAreOneSentence(String network, String said) {
        shell.run("net", "describe", network, "--input", "3x28x28", "--classes", "10")
                .isOneSentence("network", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0x28x28", "3x-28x28", "3x28x28x28x28x9999999999", "three"})
    void badShapesAreOneSentence(String input) {
        shell.run("net", "describe", "mlp:512", "--input", input, "--classes", "10")
                .isOneSentence("shape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-3", "99999999", "ten", "99999999999999"})
    void badClassesAreOneSentence(String classes) {
        shell.run("net", "describe", "mlp:512", "--input", "3x28x28", "--classes", classes)
                .isOneSentence("--classes");
    }

    @ParameterizedTest
    @CsvSource({"alexnet-small, 784", "inception-small, 10"})
    void aNetworkThatDoesNotFitSaysSo(String network, String input) {
        shell.run("net", "describe", network, "--input", input, "--classes", "10")
                .isOneSentence(network, "does not fit");
    }

    @Test
    void sizesBeyondAllMemoryAreRefusedOrCounted() {
        // 10^6 inputs to 10^6 units: the count is right in 64 bits; nothing is allocated to describe it.
        JsonNode json = shell.run("net", "describe", "mlp:1000000", "--input", "1000000", "--classes", "10", "--json")
                .json();
        assertThat(json.path("parameters").asLong()).isEqualTo(1_000_000L * 1_000_000 + 1_000_000 + 10_000_010);
    }
}
