package dev.shatter.report;

import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.ChartCsv;
import dev.shatter.report.chart.Png;
import dev.shatter.report.chart.Svg;
import java.util.Optional;

/**
 * A figure in all its forms, drawn once.
 *
 * @param svg absent for a figure made of pixels
 * @param narrow for narrow screens; absent where there is no drawing for them
 * @param png absent on a machine without fonts
 * @param csv absent for a figure made of pixels
 */
record FigureFiles(Figure figure, Optional<Svg> svg, Optional<Svg> narrow, Optional<byte[]> png, Optional<String> csv) {

    static FigureFiles of(Figure figure) {
        if (figure.picture() instanceof Picture.Drawn drawn) {
            Svg svg = Svg.of(drawn.chart(), figure.id(), figure.title(), figure.alternative());
            Chart narrow = drawn.narrow();
            return new FigureFiles(
                    figure,
                    Optional.of(svg),
                    narrow == null
                            ? Optional.empty()
                            : Optional.of(
                                    Svg.of(narrow, figure.id() + "-narrow", figure.title(), figure.alternative())),
                    Png.of(svg),
                    Optional.of(ChartCsv.of(drawn.chart())));
        }
        Picture.Pixels pixels = (Picture.Pixels) figure.picture();
        return new FigureFiles(figure, Optional.empty(), Optional.empty(), Optional.of(pixels.png()), Optional.empty());
    }
}
