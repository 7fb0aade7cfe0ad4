package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void isTwiceTheSizeWithTheColoursOfTheChart() throws Exception {
        Svg svg = Drawn.of("accuracy-bars");
        Optional<byte[]> png = Png.of(svg);
        assumeThat(png).as("this machine has a font").isPresent();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.orElseThrow()));
        assertThat(image.getWidth()).isEqualTo(2 * svg.chart().width());
        assertThat(image.getHeight()).isEqualTo(2 * svg.chart().height());
        Set<Integer> colours = new HashSet<>();
        Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .forEach(c -> colours.add(c & 0xffffff));
        assertThat(colours).contains(0xffffff, 0xd55e00, 0x0072b2);
        assertThat(Png.of(svg).orElseThrow()).isEqualTo(png.orElseThrow());
    }
}
