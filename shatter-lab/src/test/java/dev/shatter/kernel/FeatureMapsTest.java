package dev.shatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class FeatureMapsTest {
    @Test
    void gaborFiltersAreWavesWithoutAMean() {
        Variant options = FeatureMaps.parse("gabor:4,scales=2");
        try (StepScope scope = StepScope.open()) {
            Tensor filters = Gabor.filters(options).to(ScalarType.Double);
            assertThat(filters.size(0)).isEqualTo(2 * 4 * 2);
            double[] sums = Tensors.doubles(filters.reshape(16, -1).sum(1));
            double[] squares =
                    Tensors.doubles(filters.mul(filters).reshape(16, -1).sum(1));
            for (int i = 0; i < 16; i++) {
                assertThat(sums[i]).isCloseTo(0, within(1e-5));
                assertThat(squares[i]).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void aGratingExcitesItsOwnOrientation() {
        Variant options = FeatureMaps.parse("gabor:4,scales=1,wavelength=4,cell=8");
        Samples images = Samples.allocate(Samples.Type.F32, Shape.of(1, 16, 16), 2);
        float[] upright = new float[256];
        float[] flat = new float[256];
        for (int i = 0; i < 256; i++) {
            // Waves along x, of wavelength 4; and a constant image.
            upright[i] = (float) Math.cos(2 * Math.PI * (i % 16) / 4);
            flat[i] = 0.7f;
        }
        images.set(0, upright);
        images.set(1, flat);
        try (FeatureVectors points = Gabor.points(options, images, Progress.SILENT);
                StepScope scope = StepScope.open()) {
            assertThat(points.dimensions()).isEqualTo(4 * 2 * 2);
            float[] values = Tensors.floats(points.values());
            float along = values[0];
            float across = values[2 * 4];
            assertThat(along).isGreaterThan(10 * across);
            // Away from the border a constant image is silent; here the border is in every cell, so it is only small.
            assertThat(values[16]).isLessThan(along);
        }
    }

    @Test
    void theFilterKernelIsTheInnerProductOfItsFeatures() {
        Samples train = images(70, 1);
        Samples test = images(5, 2);
        Variant options = FeatureMaps.parse("random-conv:600,patch=4,bias=0.5");
        try (StepScope scope = StepScope.open();
                FilterSystem system = (FilterSystem) FeatureMaps.CATALOGUE
                        .get(options)
                        .system(options, Kernels.CATALOGUE.parse("gaussian"), train, test, Progress.SILENT);
                FeatureVectors points = FeatureVectors.pixels(train);
                FeatureVectors others = FeatureVectors.pixels(test);
                GramMatrix gram = new GramMatrix(70)) {
            assertThat(system.dimensions()).isEqualTo(4800);
            Tensor all = system.features(points, 0, 600).to(ScalarType.Double);
            assertThat(all.shape()).containsExactly(70, 4800);
            Tensor kernel = all.mm(all.t());
            system.write(gram, Progress.SILENT);
            assertThat(gram.tile(0, 70, 0, 70).sub(kernel).abs().max().item_double())
                    .isLessThan(1e-5 * kernel.abs().max().item_double());
            Tensor a = Tensors.of(Problems.normal(140, 3), 70, 2);
            // 600 filters are two blocks: their sum must be the whole.
            double scale = kernel.mm(a).abs().max().item_double();
            assertThat(system.multiply(a, Progress.SILENT)
                            .sub(kernel.mm(a))
                            .abs()
                            .max()
                            .item_double())
                    .isLessThan(1e-6 * scale);
            Tensor outputs = system.features(others, 0, 600)
                    .to(ScalarType.Double)
                    .mm(all.t())
                    .mm(a);
            assertThat(system.predict(a, Progress.SILENT)
                            .sub(outputs)
                            .abs()
                            .max()
                            .item_double())
                    .isLessThan(1e-6 * scale);
            assertThat(system.columns(new int[] {3, 1})
                            .sub(kernel.index_select(1, Tensors.indices(3, 1)))
                            .abs()
                            .max()
                            .item_double())
                    .isLessThan(1e-6 * kernel.abs().max().item_double());
        }
    }

    @Test
    void vectorsAreNotImages() {
        Samples vectors = Samples.allocate(Samples.Type.F32, Shape.of(9), 2);
        for (String reference : new String[] {"gabor", "random-conv:10"}) {
            Variant options = FeatureMaps.parse(reference);
            assertThatThrownBy(() -> FeatureMaps.CATALOGUE
                            .get(options)
                            .system(options, Kernels.CATALOGUE.parse("gaussian"), vectors, vectors, Progress.SILENT))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("needs images");
        }
    }

    private static Samples images(int count, long seed) {
        Samples images = Samples.allocate(Samples.Type.F32, Shape.of(3, 10, 10), count);
        double[] values = Problems.normal(300 * count, seed);
        float[] image = new float[300];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < 300; j++) {
                image[j] = (float) values[300 * i + j];
            }
            images.set(i, image);
        }
        return images;
    }
}
