package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.ExitCodes;
import dev.shatter.app.Outcome;
import dev.shatter.core.Chance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that break what theorems assume, through the real command line: certificates are refused or restated. */
class PremisesCommandTest {
    private static final String PRIOR = "data-dependent-prior,epochs=0,prior-epochs=40,passes=2";

    @TempDir
    private Path folder;

    private static Planted.Points random(int n, String name) {
        Chance labels = Chance.of(1, name, "labels");
        return Planted.Points.drawn(n, Chance.of(1, name), x -> labels.nextInt(2));
    }

    private static Planted.Points tenTimes(Planted.Points points) {
        return points.copied(10, points.labels().length, (copy, i) -> i);
    }

    /** With each point ten times the prior's part knows the other part by heart. */
    @Test
    void repeatedRowsOfATableAreRefused() {
        Planted planted = new Planted(folder);
        String data = planted.vectors("repeated", tenTimes(random(200, "repeated")), random(400, "fresh"));
        JsonNode json = planted.certify(
                        planted.train(data, "mlp:32", 1).get("id").asText(),
                        "--only",
                        PRIOR + ",occam,binomial-inversion")
                .json();
        assertThat(json.get("notApplicable").get("data-dependent-prior").asText())
                .contains("of 2000 training examples 1800 have the input of an earlier one");
        assertThat(json.get("notApplicable").has("occam")).isTrue();
        assertThat(json.get("certificates").findValuesAsText("theorem")).containsExactly("binomial-inversion");
        assertThat(json.get("examples").get(0).asText()).contains("1800");
    }

    /** Pictures are never equal by chance: one of each is kept, and the certificate is of so many points. */
    @Test
    void repeatedPicturesAreLeftOut() {
        Planted planted = new Planted(folder);
        String data = planted.pictures("repeated", tenTimes(random(200, "repeated")), random(400, "fresh"));
        JsonNode json = planted.certify(
                        planted.train(data, "mlp:32", 1).get("id").asText(), "--only", PRIOR)
                .json();
        JsonNode certificate = json.get("certificates").get(0);
        assertThat(certificate.get("scope").get("n").asInt()).isEqualTo(100);
        assertThat(certificate.get("value").asDouble()).isGreaterThan(0.5);
        assertThat(certificate.get("assumptions").toString()).contains("1800", "left out as copies", "n is 200");
    }

    /** Rows that were trained on tell nothing of others. */
    @Test
    void testRowsThatAreTrainingRowsAreRefused() {
        Planted planted = new Planted(folder);
        Planted.Points train = random(300, "leaked");
        Planted.Points fresh = random(100, "fresh");
        String table = planted.vectors("leaked", train, train.head(200));
        String only = "binomial-inversion,kl-chernoff";
        JsonNode json = planted.certify(
                        planted.train(table, "mlp:64", 40).get("id").asText(), "--only", only)
                .json();
        assertThat(json.get("certificates")).isEmpty();
        assertThat(json.has("best")).isFalse();
        assertThat(json.get("notApplicable").get("binomial-inversion").asText())
                .contains("of 200 test examples 200 have the input of a training example");
        // Of pictures, some of which leaked, the others are left.
        Planted.Points half =
                new Planted.Points(fresh.inputs().clone(), fresh.labels().clone());
        System.arraycopy(train.inputs(), 0, half.inputs(), 0, 60);
        System.arraycopy(train.labels(), 0, half.labels(), 0, 60);
        JsonNode left = planted.certify(
                        planted.train(planted.pictures("half", train, half), "mlp:64", 1)
                                .get("id")
                                .asText(),
                        "--only",
                        only)
                .json();
        assertThat(left.get("certificates").get(0).get("scope").get("n").asInt())
                .isEqualTo(40);
        assertThat(left.get("certificates").get(0).get("assumptions").toString())
                .contains("60", "n is 40");
    }

    /** Scaled by the training rows, the class depends on them; as the numbers are, it does not. */
    @Test
    void preprocessingFittedOnTheTrainingRowsIsRefusedOnThem() throws IOException {
        Planted planted = new Planted(folder);
        Planted.Points points = Planted.Points.drawn(400, Chance.of(2, "table"), Planted::side);
        StringBuilder table = new StringBuilder("a,b,c,d,y\n");
        for (int i = 0; i < 400; i++) {
            float[] x = points.inputs()[i];
            table.append(x[0] + "," + x[1] + "," + x[2] + "," + x[3] + ",c" + points.labels()[i] + "\n");
        }
        Path file = folder.resolve("table.csv");
        Files.writeString(file, table);
        String only = "occam,finite-class,flatness,binomial-inversion";
        for (String scale : new String[] {"standard", "minmax"}) {
            String data = "csv:path=" + file + ",label=y,scale=" + scale;
            JsonNode json = planted.certify(
                            planted.train(data, "linear", 1).get("id").asText(), "--only", only)
                    .json();
            assertThat(json.get("certificates").findValuesAsText("theorem")).containsExactly("binomial-inversion");
            assertThat(json.get("notApplicable").get("occam").asText()).contains("shift and scale of each column");
        }
        JsonNode plain = planted.certify(
                        planted.train("csv:path=" + file + ",label=y,scale=none", "linear", 1)
                                .get("id")
                                .asText(),
                        "--only",
                        only)
                .json();
        assertThat(plain.get("certificates")).hasSize(4);
        assertThat(plain.get("certificates").get(0).get("assumptions").toString())
                .contains("fixed numbers");
    }

    /** Where chance itself was fitted, and where a formula was scaled. */
    @Test
    void otherFittedInputsAreRefusedToo() {
        Planted planted = new Planted(folder);
        String gaussian = planted.train(
                        "fashion-mnist-12k", "linear", 1, "--subset", 100, "--test-subset", 50, "--pixels", "gaussian")
                .get("id")
                .asText();
        String only = "occam,binomial-inversion";
        assertThat(planted.certify(gaussian, "--only", only)
                        .json()
                        .get("notApplicable")
                        .get("occam")
                        .asText())
                .contains("mean and variance of all pixels");
        String digits =
                planted.train("mnist-1d:n=100,test=50", "linear", 1).get("id").asText();
        JsonNode json = planted.certify(digits, "--only", only).json();
        assertThat(json.get("notApplicable").get("occam").asText()).contains("mean and deviation of all values");
        assertThat(json.get("certificates").get(0).get("assumptions").toString())
                .contains("fixed numbers");
    }

    /** Weights that were trained on the bound's points are no prior. */
    @Test
    void anInitialNetworkThatFitsItsTrainingPointsIsRefused() {
        Planted planted = new Planted(folder);
        String data = planted.vectors("random", random(200, "memorised"), random(400, "fresh"));
        Path stored = Path.of(planted.train(data, "mlp:128", 200).get("folder").asText());
        String model = "mlp:128@" + stored.resolve("final.safetensors");
        JsonNode believed = planted.certify(
                        model,
                        "--data",
                        data,
                        "--initial",
                        stored.resolve("final.safetensors"),
                        "--only",
                        "flatness," + PRIOR + ",dziugaite-roy,epochs=0,passes=1,occam")
                .json();
        for (String name : new String[] {"flatness", "data-dependent-prior", "dziugaite-roy"}) {
            assertThat(believed.get("notApplicable").get(name).asText())
                    .contains("the initial network errs on", "of 200 training points");
        }
        assertThat(believed.get("certificates").findValuesAsText("theorem")).containsExactly("occam");
        JsonNode true_ = planted.certify(
                        model, "--data", data, "--initial", stored.resolve("initial.safetensors"), "--only", "flatness")
                .json();
        assertThat(true_.get("certificates").get(0).get("value").asDouble()).isGreaterThan(0.5);
    }

    private void alarms(String data, String only) {
        Planted planted = new Planted(folder);
        Outcome outcome =
                planted.certify(planted.train(data, "linear", 20).get("id").asText(), "--only", only);
        assertThat(outcome.code()).isEqualTo(ExitCodes.CONTRADICTED);
        JsonNode json = Planted.parsed(outcome);
        JsonNode contradiction = json.get("contradictions").get(0);
        assertThat(contradiction.get("value").asDouble())
                .isLessThan(contradiction.get("lower").asDouble());
        assertThat(json.has("best")).isFalse();
    }

    /** Copies that differ in the last digits are not seen as copies, but their certificate is. */
    @Test
    void nearCopiesRaiseTheAlarm() {
        Planted planted = new Planted(folder);
        Planted.Points copies = tenTimes(random(200, "near"));
        Chance chance = Chance.of(3, "digits");
        for (float[] x : copies.inputs()) {
            for (int j = 0; j < x.length; j++) {
                x[j] += 1e-4f * (float) chance.nextGaussian();
            }
        }
        String id = planted.train(planted.vectors("near", copies, random(1000, "fresh")), "mlp:256", 1)
                .get("id")
                .asText();
        String only = "data-dependent-prior,epochs=0,prior-epochs=100,prior-rate=0.1,passes=2";
        Outcome outcome = planted.certify(id, "--only", only, "-o", folder.resolve("alarm.html"));
        assertThat(outcome.code()).isEqualTo(ExitCodes.CONTRADICTED);
        assertThat(Planted.parsed(outcome)
                        .get("contradictions")
                        .get(0)
                        .get("certificate")
                        .asText())
                .isEqualTo("data-dependent-prior");
        assertThat(folder.resolve("alarm.html")).content().contains("ALARM");
    }

    @Test
    void testLabelsOfAnotherLawRaiseTheAlarm() {
        Planted.Points test = Planted.Points.drawn(1000, Chance.of(5, "test"), x -> 1 - Planted.side(x));
        alarms(
                new Planted(folder)
                        .vectors("turned", Planted.Points.drawn(2000, Chance.of(4, "train"), Planted::side), test),
                "occam,binomial-inversion");
    }

    /** A column that tells the label, made from the training labels alone. */
    @Test
    void aColumnMadeFromTrainingLabelsRaisesTheAlarm() {
        Planted.Points train = random(2000, "told");
        for (int i = 0; i < 2000; i++) {
            train.inputs()[i][0] += 8 * (train.labels()[i] - 0.5f);
        }
        alarms(new Planted(folder).vectors("told", train, random(1000, "fresh")), "occam");
    }

    /** Random labels, of which those were kept that a rule agrees with. */
    @Test
    void pointsChosenByTheirLabelsRaiseTheAlarm() {
        Planted.Points pool = random(4500, "pool");
        int[] agreeing = java.util.stream.IntStream.range(0, 4500)
                .filter(i -> Planted.side(pool.inputs()[i]) == pool.labels()[i])
                .limit(2000)
                .toArray();
        Planted.Points chosen = pool.copied(1, agreeing.length, (copy, i) -> agreeing[i]);
        alarms(new Planted(folder).vectors("chosen", chosen, random(1000, "fresh")), "occam");
    }

    /** Trained far from the boundary, tested near it. */
    @Test
    void easyTrainingPointsRaiseTheAlarm() {
        Planted.Points pool = Planted.Points.drawn(12000, Chance.of(6, "pool"), Planted::side);
        Chance noise = Chance.of(6, "noise");
        int[] easy = java.util.stream.IntStream.range(0, 12000)
                .filter(i -> Math.abs(pool.inputs()[i][0]
                                + pool.inputs()[i][1]
                                - pool.inputs()[i][2]
                                + 0.5 * pool.inputs()[i][3])
                        > 1)
                .limit(2000)
                .toArray();
        Planted.Points test = Planted.Points.drawn(
                1000, Chance.of(6, "test"), x -> noise.nextDouble() < 0.3 ? 1 - Planted.side(x) : Planted.side(x));
        alarms(new Planted(folder).vectors("easy", pool.copied(1, 2000, (copy, i) -> easy[i]), test), "occam");
    }
}
