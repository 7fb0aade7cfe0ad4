package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "a & b \"quoted\" 'too' ]]>",
            "{a|rich} ${template} {b}",
            "id=\"zr0-c0\" class=\"zr0-cls-0\"",
            "bell\u0007 escape\u001b[31m null\u0000 \uffff",
            "half a pair \ud83d!");

    @Test
    void isWellFormedAndNamesItsAxes() throws Exception {
        for (Svg svg : Drawn.all().values()) {
            Document document = parsed(svg.text());
            assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
            List<String> texts = texts(document);
            for (Panel panel : svg.chart().panels()) {
                assertThat(texts).containsAll(titles(panel));
            }
        }
    }

    private static List<String> titles(Panel panel) {
        return List.of(panel.x().label(), panel.y().label()).stream()
                .filter(t -> !t.isEmpty())
                .toList();
    }

    @Test
    void saysWhatItShows() throws Exception {
        Svg svg = Svg.of(SampleCharts.logGap(), "fig", "Norm & size", "A line <rising> twice.");
        Document document = parsed(svg.text());
        assertThat(document.getDocumentElement().getAttribute("aria-labelledby"))
                .isEqualTo("fig-title fig-desc");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Norm & size");
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("A line <rising> twice.");
    }

    @Test
    void holdsNothingActiveOrForeign() throws Exception {
        for (Svg svg : Drawn.all().values()) {
            NodeList all = parsed(svg.text()).getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                Element element = (Element) all.item(i);
                assertThat(element.getTagName())
                        .isIn(
                                "svg",
                                "title",
                                "desc",
                                "g",
                                "path",
                                "polyline",
                                "polygon",
                                "rect",
                                "circle",
                                "text",
                                "defs",
                                "clipPath",
                                "line");
                assertThat(element.getAttribute("class")).isEmpty();
                assertThat(element.getAttribute("href")).isEmpty();
            }
        }
    }

    @Test
    void sameChartSameBytesWhateverWasDrawnBefore() {
        Svg first = Svg.of(SampleCharts.facets(), "facets", "t", "d");
        Svg other = Svg.of(SampleCharts.logGap(), "other", "t", "d");
        Svg again = Svg.of(SampleCharts.facets(), "facets", "t", "d");
        assertThat(again.text()).isEqualTo(first.text()).isNotEqualTo(other.text());
    }

    @Test
    void prefixesItsIds() throws Exception {
        String text = Svg.of(SampleCharts.convergence(), "mine", "t", "d").text();
        NodeList all = parsed(text).getElementsByTagName("*");
        int ids = 0;
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertThat(id).matches("(mine-.*)?");
            ids += id.isEmpty() ? 0 : 1;
            String clip = ((Element) all.item(i)).getAttribute("clip-path");
            assertThat(clip).matches("(url\\(#mine-.*\\))?");
        }
        assertThat(ids).isGreaterThan(2);
    }

    @Test
    void hostileNamesStayText() throws Exception {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            marks.add(Mark.Line.of(
                    HOSTILE.get(i), Style.neutral(i), new double[] {0, 1, 2}, new double[] {i, 2 * i, 10 * i}));
        }
        Chart chart = Chart.of(new Panel(
                HOSTILE.get(0),
                Axis.linear(HOSTILE.get(1), HOSTILE.get(0)),
                Axis.linear(HOSTILE.get(3), ""),
                marks,
                List.of(ReferenceLine.level(5, HOSTILE.get(2)))));
        Document document =
                parsed(Svg.of(chart, "h", HOSTILE.get(4), HOSTILE.get(0)).text());
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(document))
                .contains(
                        "<script>alert(1)</script>", "a & b \"quoted\" 'too' ]]>", "id=\"zr0-c0\" class=\"zr0-cls-0\"")
                .contains("{a|rich} ${template} {b}");
    }

    @Test
    void themedColoursKeepTheirLightValueAsFallback() {
        Svg svg = Drawn.of("learning-curves");
        assertThat(svg.themed())
                .contains("stroke=\"var(--c-0072b2, #0072b2)\"")
                .contains("fill=\"var(--c-1a1a1a, #1a1a1a)\"")
                .doesNotContain("=\"#0072b2\"");
        // A heat map's cells mean numbers: they keep their colours.
        Svg heat = Drawn.of("kendall");
        assertThat(heat.themed()).contains("fill=\"#000000\"").contains("fill=\"var(--c-595959, #595959)\"");
    }

    @Test
    void refusesIdsThatAreNoNames() {
        assertThatThrownBy(() -> Svg.of(SampleCharts.logGap(), "a\" onload=\"", "t", "d"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    static List<String> texts(Document document) {
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
