package dev.shatter.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.store.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    @TempDir
    Path folder;

    /** x is the row's number, word its remainder by 3, so every sample tells which row it is. */
    private String table(int rows, int blank) {
        StringBuilder text = new StringBuilder("x,word,label\n");
        for (int i = 0; i < rows; i++) {
            text.append(i == blank ? "" : i).append(",w").append(i % 3).append(i % 2 == 0 ? ",10\n" : ",9\n");
        }
        return text.toString();
    }

    @Test
    void numbersStayAndWordsBecomeOneFeatureEach() throws IOException {
        Dataset data = read(table(40, -1), "label=label,scale=none,keep=x");
        // Classes that are numbers stand in numeric order.
        assertThat(data.classes()).containsExactly("9", "10");
        assertThat(data.shape()).isEqualTo(Shape.of(4));
        assertThat(data.train().count()).isEqualTo(32);
        TreeSet<Integer> seen = new TreeSet<>();
        for (Split split : List.of(data.train(), data.test())) {
            for (int i = 0; i < split.count(); i++) {
                float[] x = sample(split, i);
                int row = (int) x[0];
                seen.add(row);
                assertThat(split.labels()[i]).isEqualTo(row % 2 == 0 ? 1 : 0);
                float[] word = new float[3];
                word[row % 3] = 1;
                assertThat(Arrays.copyOfRange(x, 1, 4)).isEqualTo(word);
            }
        }
        assertThat(seen).hasSize(40);
        assertThat(data.test().perClass(2)).containsExactly(4, 4);
    }

    /** The missing number becomes the mean of the training rows, and scaling uses their mean and deviation alone. */
    @Test
    void fillingAndScalingAreFittedOnTrainingRows() throws IOException {
        Dataset raw = read(table(40, 7), "label=label,scale=none,missing=mean,keep=x");
        List<Double> training = new ArrayList<>();
        double filled = Double.NaN;
        for (int part = 0; part < 2; part++) {
            Split split = part == 0 ? raw.train() : raw.test();
            for (int i = 0; i < split.count(); i++) {
                float x = sample(split, i)[0];
                if (x != Math.rint(x) || isSecond(raw, split, i)) {
                    filled = x;
                } else if (part == 0) {
                    training.add((double) x);
                }
            }
        }
        double mean = training.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
        assertThat(filled).isCloseTo(mean, within(1e-5));
        Dataset scaled = read(table(40, 7), "label=label,missing=mean,keep=x");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < scaled.train().count(); i++) {
            sum += sample(scaled.train(), i)[0];
            squares += Math.pow(sample(scaled.train(), i)[0], 2);
        }
        assertThat(sum / scaled.train().count()).isCloseTo(0, within(1e-6));
        assertThat(squares / scaled.train().count()).isCloseTo(1, within(1e-6));
        Dataset ranged = read(table(40, -1), "label=label,scale=minmax,keep=x");
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < ranged.train().count(); i++) {
            values.add(sample(ranged.train(), i)[0]);
        }
        assertThat(values).contains(0f, 1f).allMatch(v -> v >= 0 && v <= 1);
    }

    /** Whether another sample holds the same whole number: then this may be the filled one. */
    private static boolean isSecond(Dataset data, Split split, int index) {
        float x = sample(split, index)[0];
        int equal = 0;
        for (Split other : List.of(data.train(), data.test())) {
            for (int i = 0; i < other.count(); i++) {
                equal += sample(other, i)[0] == x ? 1 : 0;
            }
        }
        return equal > 1;
    }

    @Test
    void rowsWithGapsCanBeDropped() throws IOException {
        assertThat(count(read(table(40, 7), "label=label,missing=drop,keep=x"))).isEqualTo(39);
        assertThat(count(read(table(40, 7), "label=label,missing=mode,keep=x"))).isEqualTo(40);
    }

    @Test
    void modeIsTheMostFrequentTrainingValue() throws IOException {
        StringBuilder text = new StringBuilder("x,word,label\n");
        for (int i = 0; i < 50; i++) {
            text.append(i == 20 ? "NA" : i % 5 == 0 ? "3" : "8").append(i == 21 ? ",?," : i % 4 == 0 ? ",a," : ",b,");
            text.append(i % 2).append('\n');
        }
        Dataset data = read(text.toString(), "label=label,missing=mode,scale=none,test=0.04");
        int eights = 0;
        int bs = 0;
        for (Split split : List.of(data.train(), data.test())) {
            for (int i = 0; i < split.count(); i++) {
                eights += sample(split, i)[0] == 8 ? 1 : 0;
                bs += sample(split, i)[2] == 1 ? 1 : 0;
            }
        }
        // 40 rows say 8 without row 20, which is a multiple of five, and 37 say b without row 21.
        assertThat(eights).isEqualTo(41);
        assertThat(bs).isEqualTo(37);
    }

    @Test
    void columnsCanBeDeclaredOrDropped() throws IOException {
        assertThat(read(table(12, -1), "label=label,drop=word,keep=x").shape()).isEqualTo(Shape.of(1));
        Dataset declared = read("zip,x,y\n1,5,a\n2,6,b\n1,7,a\n2,8,b\n1,5,a\n2,6,b\n", "label=y,categorical=zip");
        assertThat(declared.shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void quotesSeparatorsAndByteOrderMarks() throws IOException {
        Dataset data = read(
                "\uFEFF\"a;1\";b\n\"1\";\"x;\"\"y\"\n2;z\n3;z\n4;\"x;\"\"y\"\n",
                "label=b,separator=semicolon,test=0.5");
        assertThat(data.classes()).containsExactly("x;\"y", "z");
        assertThat(data.shape()).isEqualTo(Shape.of(1));
    }

    /** The split depends on labels and seed, not on the features. */
    @Test
    void splitFollowsItsSeed() throws IOException {
        Dataset one = read(table(40, -1), "label=label,scale=none,keep=x");
        Dataset other = read(table(40, -1), "label=label,scale=none,seed=8,keep=x");
        assertThat(other.hash()).isNotEqualTo(one.hash());
        assertThat(read(table(40, -1), "label=label,scale=none,keep=x").hash()).isEqualTo(one.hash());
    }

    private Dataset read(String text, String options) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        Variant variant = Datasets.parse("csv:" + file + "," + options);
        return Datasets.CATALOGUE.get(variant).read(variant, folder, Progress.SILENT);
    }

    private static float[] sample(Split split, int index) {
        float[] sample = new float[split.inputs().elements()];
        split.inputs().copy(index, sample);
        return sample;
    }

    private static int count(Dataset data) {
        return data.train().count() + data.test().count();
    }
}
